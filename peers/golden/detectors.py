"""Cases of a whole detector, whose weights and image follow from a formula."""
import zlib
import numpy as np
import torch
import model
from decoders import shapes, truth
from drawing import config, first_calm, off, precision, save, streams

TOLERANCE = dict(outputs=1e-4, losses=1e-4, gradient_norms=.02)
BACKBONES = (('resnet50', 50, 8), ('resnet18', 18, 16), ('resnet50', 50, 16))


def uniform(name, n):
    """u(name, i) for i below n, in [0, 1)."""
    with np.errstate(over='ignore'):
        start = np.uint64((zlib.crc32(name.encode()) << 32) & (2**64 - 1))
        z = start + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def weight(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if 'running_mean' in name:
        v = .1 * (2 * u - 1)
    elif 'running_var' in name:
        v = .5 + u
    elif 'iof_tau' in name:
        v = 4 * u
    elif 'init_content_features' in name:
        v = 3**.5 * (2 * u - 1)
    elif len(shape) == 1:
        v = .5 + u if name.endswith('weight') else .1 * (2 * u - 1)
    else:
        fan = shape[-1] if len(shape) == 3 else np.prod(shape) // shape[0]
        v = (3 / fan)**.5 * (2 * u - 1) * (.05 if 'fc_reg' in name else .3 if 'sampling_offset_generator' in name else 1)
    return torch.from_numpy(v.reshape(shape)).float()


def released(name):
    """The released detector's name of one of the yardstick's parameters."""
    name = name.removeprefix('decoder.')
    return 'roi_head.' + name if name.startswith(('bbox_head.', 'adaptive_mixing.')) else name


def build(c, dtype):
    _, depth, width = c['built']
    net = model.Detector(model.Config.of(c), depth, True, width)
    with torch.no_grad():
        for k, v in net.state_dict().items():
            if v.is_floating_point():
                v.copy_(weight(released(k), v.shape).to(dtype))
    return net.train()


def run(c, tag, dtype, sizes, gt, labels):
    with precision(dtype):
        net = build(c, dtype)
        shape = (c['batch'], 3, c['image_height'], c['image_width'])
        image = torch.from_numpy(4 * uniform(tag + '.image', int(np.prod(shape))).reshape(shape) - 2).float().to(dtype)
        features = net.backbone(image)
        levels = net.neck(features)
        stages = net.decoder(levels, sizes)
        parts, assigned = model.losses(stages, sizes, [b.to(dtype) for b in gt], labels)
        total = sum(parts.values())
        total.backward()
    t = {f'out.c{i + 2}.slice': f[:, :8, :4, :4] for i, f in enumerate(features)}
    t |= {f'out.neck{i}.slice': f[:, :16, :4, :4] for i, f in enumerate(levels)}
    for s, (scores, _, boxes) in enumerate(stages):
        t |= {f'out.stage{s}.cls_score': scores, f'out.stage{s}.boxes': boxes}
    case = dict(losses={k: v.item() for k, v in parts.items()}, loss_total=total.item(), assigned_gt_1based=assigned,
                feature_stats={f'c{i + 2}': [f.mean().item(), f.std().item(), f.abs().max().item()] for i, f in enumerate(features)},
                grad_l2={released(k): p.grad.norm().item() for k, p in net.named_parameters() if p.requires_grad})
    return net, t, case, detections(stages[-1])


def detections(last):
    """{image: [rows, 6]} with the 100 best of all scores."""
    scores, _, boxes = last
    out = {}
    for b in range(len(scores)):
        value, index = scores[b].sigmoid().flatten().topk(min(100, scores[b].numel()))
        row = boxes[b][index // scores.shape[2]]
        out[f'out.detections.{b}'] = torch.cat([row, value[:, None], (index % scores.shape[2]).to(row.dtype)[:, None]], 1)
    return out


def geometry(r, family, index):
    """Now and then the released geometry; mostly a small one, which the neck's 32 groups divide."""
    c = config(r, family == 'lors', r.choice([1, 2, 3]))
    c |= dict(content_dim=64, n_groups=r.choice([1, 2, 4]), num_heads=r.choice([2, 4, 8]), featmap_strides=[4, 8, 16, 32], in_points=r.choice([5, 8, 16]))
    built = BACKBONES[index % len(BACKBONES)]
    if index % 10 == 9:
        c = dict(batch=r.choice([1, 3]), queries=r.choice([1, 9]), image_height=97, image_width=64)
        full = model.LORS if family == 'lors' else model.ADAMIXER
        c, built = {**full.__dict__, **c, 'preset': True}, ('resnet50', 50, 64)
        c = {k: list(v) if isinstance(v, tuple) else v for k, v in c.items() if v is not None}
    return c | dict(backbone=built[0], built=built)


def draw(family, seed, index, attempt):
    r, g = streams(seed, 'detector', family, index, attempt)
    c = geometry(r, family, index)
    sizes = shapes(r, c)
    gt, labels = truth(r, g, sizes, c['num_classes'], c['queries'])
    tag = f'drawn{seed}.{index}.{attempt}'
    net, t, case, rows = run(c, tag, torch.float64, sizes, gt, labels)
    _, t32, case32, _ = run(c, tag, torch.float32, sizes, gt, labels)
    calm = case['assigned_gt_1based'] == case32['assigned_gt_1based'] and all(off(t32[k], v) <= TOLERANCE['outputs'] / 10 for k, v in t.items())
    calm = calm and all(abs(case32['losses'][k] - v) <= TOLERANCE['losses'] / 10 * (abs(v) or 1) for k, v in case['losses'].items())
    calm = calm and all(abs(case32['grad_l2'][k] - v) <= TOLERANCE['gradient_norms'] / 10 * v + 1e-5 for k, v in case['grad_l2'].items())
    parameters = {released(k): list(v.shape) for k, v in net.state_dict().items() if v.is_floating_point()}
    parameters['rpn_head.init_proposal_bboxes.weight'] = [c['queries'], 4]
    config_ = {k: v for k, v in c.items() if k != 'built'}
    case |= dict(kind='detector_' + family, tag=tag, config=config_, img_shape_hw=sizes, parameters=parameters, tolerance=TOLERANCE)
    given = {f'in.gt_boxes.{i}': v for i, v in enumerate(gt)} | {f'in.gt_labels.{i}': v for i, v in enumerate(labels)}
    return calm, case, given | t | rows


def write(out, each, seed):
    for family in ('adamixer', 'lors'):
        for i in range(each):
            case, tensors = first_calm(f'detector {family} {i}', 100, lambda attempt: draw(family, seed, i, attempt))
            name = f'{case["config"]["backbone"]}_{family}_{i}'
            save(out / 'model', name, case | dict(tensors=name + '.safetensors'), tensors)
