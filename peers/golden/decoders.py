"""Cases of a whole decoder: outputs, matching, losses, gradients, steps of AdamW."""
import torch
from torch import nn
import model
from drawing import cast, config, first_calm, large, levels, nearby, off, precision, save, streams, weights

TOLERANCE = dict(outputs=5e-5, gradients=5e-4, losses=5e-5, trajectory=1e-3)
PLAN = dict(optimizer='AdamW', lr=1e-3, betas=[.9, .999], eps=1e-8, weight_decay=1e-4, clip_norm=1., columns=['loss_total', 'grad_norm_before_clip'])


def truth(r, g, shapes, classes, queries):
    """Boxes and labels of each image; some have none, some more than there are queries."""
    gt, labels = [], []
    for h, w in shapes:
        n = r.choice([0, 1, 2, 4, queries + 1])
        u = torch.rand(n, 4, generator=g, dtype=torch.float32)
        low, size = u[:, :2] * .7, .1 + u[:, 2:] * .6
        gt.append(torch.cat([low, (low + size).clamp(max=1)], 1) * torch.tensor([w, h, w, h], dtype=torch.float32))
        labels.append(torch.randint(classes, (n,), generator=g))
    return gt, labels


def shapes(r, c):
    """Heights and widths within the padded size, one of which fills it."""
    h, w = c['image_height'], c['image_width']
    return [[h, w]] + [[r.randint(h // 2, h), r.randint(w // 2, w)] for _ in range(c['batch'] - 1)]


def results(net, dtype, features, sizes, gt, labels):
    """Tensors out.* and grad.*, and the numbers of the JSON."""
    levels_ = [f.to(dtype).clone().requires_grad_() for f in features]
    gt = [b.to(dtype) for b in gt]
    stages = net(levels_, sizes)
    parts, assigned = model.losses(stages, sizes, gt, labels)
    total = sum(parts.values())
    total.backward()
    content, xyzr = net.rpn_head(sizes)
    t = {'out.init_query_content': content, 'out.init_xyzr': xyzr}
    for s, one in enumerate(stages):
        t |= {f'out.stage{s}.{k}': v for k, v in zip(('cls_score', 'xyzr', 'boxes'), one)}
    t |= {f'grad.in.feat.{i}': f.grad for i, f in enumerate(levels_)}
    t |= {'grad.param.' + k: p.grad for k, p in net.named_parameters()}
    return t, dict(losses={k: v.item() for k, v in parts.items()}, loss_total=total.item(), assigned_gt_1based=assigned,
                   grad_l2={k: p.grad.norm().item() for k, p in net.named_parameters()})


def trajectory(net, dtype, features, sizes, gt, labels, steps=10):
    levels_, gt = [f.to(dtype) for f in features], [b.to(dtype) for b in gt]
    optimizer = torch.optim.AdamW(net.parameters(), lr=PLAN['lr'], betas=PLAN['betas'], eps=PLAN['eps'], weight_decay=PLAN['weight_decay'])
    rows = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = sum(model.losses(net(levels_, sizes), sizes, gt, labels)[0].values())
        value.backward()
        rows.append([value.item(), nn.utils.clip_grad_norm_(net.parameters(), PLAN['clip_norm']).item()])
        optimizer.step()
    return rows


def close(a, b, tolerance):
    return abs(a - b) <= tolerance * (abs(b) or 1)


def draw(family, seed, index, attempt, exact_steps):
    r, g = streams(seed, 'decoder', family, index, attempt)
    c = config(r, family == 'lors', r.choice([1, 2, 3, 6]))
    c = large(c) if index % 15 == 14 else c
    sizes = shapes(r, c)
    features, (gt, labels) = levels(c, g), truth(r, g, sizes, c['num_classes'], c['queries'])
    made, found, paths = [], [], []
    for dtype, moved in ((torch.float64, 0), (torch.float32, 0), (torch.float64, 1e-8), (torch.float64, -1e-8)):
        with precision(dtype):
            net = model.Decoder(model.Config.of(c))
            weights(net, g) if not made else net.load_state_dict(nearby(cast(made[0], dtype), moved))
            made.append({k: v.clone() for k, v in net.state_dict().items()})
            if not moved:
                found.append(results(net, dtype, features, sizes, gt, labels))
            paths.append(trajectory(net, dtype, features, sizes, gt, labels))
    (t, case), (t32, case32) = found
    calm = case['assigned_gt_1based'] == case32['assigned_gt_1based'] and all(
        off(t32[k], v) <= TOLERANCE['outputs' if k.startswith('out.') else 'gradients'] / 10 for k, v in t.items())
    calm = calm and all(close(case32['losses'][k], v, TOLERANCE['losses'] / 10) for k, v in case['losses'].items())
    steps = 0  # twins of other rounding or other last digits must go the same way: else nobody's steps are the right ones
    twins = paths[2:] if exact_steps else paths[1:]
    while steps < 10 and all(close(a, b, TOLERANCE['trajectory'] / 10) for twin in twins for a, b in zip(twin[steps], paths[0][steps])):
        steps += 1
    kept = paths[0][:steps]
    case |= dict(kind='decoder_' + family, config=c, trajectory=PLAN | dict(steps=kept), img_shape_hw=sizes, tolerance=TOLERANCE)
    given = {f'in.feat.{i}': f for i, f in enumerate(features)} | {'param.' + k: v for k, v in made[0].items()}
    given |= {f'in.gt_boxes.{i}': v for i, v in enumerate(gt)} | {f'in.gt_labels.{i}': v for i, v in enumerate(labels)}
    return calm and steps > 0, case, given | t


def write(out, each, seed, exact_steps=False):
    for family in ('adamixer', 'lors'):
        for i in range(each):
            case, tensors = first_calm(f'{family} {i}', 200, lambda attempt: draw(family, seed, i, attempt, exact_steps))
            name = f'{family}_{i}'
            save(out / 'decoder', name, case | dict(tensors=name + '.safetensors'), tensors)
