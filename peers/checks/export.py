"""What `lors export` writes runs in plain Python (torch, onnxruntime) and finds what plain PyTorch, or `lors` itself, finds with the same weights."""
import json, math, pathlib, sys
import numpy, onnx, onnxruntime, torch
from PIL import Image
from safetensors.torch import save_file
from check import check, done, lors, shared

SHAPES = [[(96, 128)], [(64, 96), (80, 72)], [(61, 83)]]


def scripted(file):
    program = torch.jit.load(file)
    def run(image, shapes):
        with torch.no_grad():
            return program(image, torch.tensor(shapes))
    return run


def graph(file):
    onnx.checker.check_model(str(file), full_check=True)
    session = onnxruntime.InferenceSession(str(file), providers=['CPUExecutionProvider'])
    def run(image, shapes):
        return [torch.from_numpy(x) for x in session.run(['boxes', 'scores', 'labels'], dict(image=image.numpy(), img_shape=numpy.array(shapes)))]
    return run


FORMATS = dict(torchscript=scripted, onnx=graph)


def same(found, boxes, scores, labels):
    """The same detections: scores within 1e-4, boxes within a hundredth of a pixel; near-equal scores may change places."""
    assert found[2].dtype == torch.int64 and found[0].shape == boxes.shape
    assert (found[1] - scores).abs().max() < 1e-4, f'scores differ by {(found[1] - scores).abs().max()}'
    apart = scores[:, :-1] - scores[:, 1:] > 1e-5
    first, last = torch.ones_like(apart[:, :1]), torch.zeros_like(apart[:, :1])  # behind the last may stand its equal
    sure = torch.cat([first, apart], 1) & torch.cat([apart, last], 1)
    assert sure.float().mean() > .5, 'nearly all scores are alike'
    assert found[2][sure].equal(labels[sure]), 'labels differ'
    worst = (found[0] - boxes)[sure].abs().max()
    assert worst < 1e-2, f'boxes differ by {worst} pixels'


def yardstick(name, depth, width, classes):
    """The yardstick's detector with weights that are not the quiet ones of a fresh model."""
    sys.path.insert(0, str(shared('peer')))
    import model
    base = dict(adamixer=model.ADAMIXER_TINY, lors=model.LORS_TINY)[name]
    torch.manual_seed(3)
    net = model.Detector(model.Config(**{**base.__dict__, 'num_classes': classes}), depth, frozen=False, width=width)
    with torch.no_grad():
        for key, weight in net.named_parameters():
            if 'generator' in key and key.endswith('weight'):
                weight.normal_(0, .02)
        for key, value in net.named_buffers():
            if key.endswith('running_mean'):
                value.normal_(0, .1)
    return net.eval()


def released(net):
    """The released code's names: the decoder's parts lie at the root."""
    named = {k.removeprefix('decoder.') if k.startswith('decoder.rpn_head') else k.replace('decoder.', 'roi_head.', 1): v.contiguous()
             for k, v in net.state_dict().items()}
    queries = len(named['rpn_head.init_content_features.weight'])
    named['rpn_head.init_proposal_bboxes.weight'] = torch.tensor([[.5, .5, 1, 1]]).repeat(queries, 1)  # the yardstick keeps none
    return named


for name in ('adamixer', 'lors'):
    for form, load in FORMATS.items():
        @check(f'{name}: {form} gives the detections of plain PyTorch within 1e-4')
        def _():
            net = yardstick(name, 18, 32, 3)
            save_file(released(net), f'{name}.safetensors')
            done('export', f'{name}.safetensors', '--preset', f'{name}-tiny', '--format', form, '--out', f'{name}.{form}', '--count', 50)
            run = load(f'{name}.{form}')
            for shapes in SHAPES:
                high, wide = max(h for h, _ in shapes), max(w for _, w in shapes)
                image = torch.randn(len(shapes), 3, high, wide)
                with torch.no_grad():
                    logits, _, corners = net(image, shapes)[-1]
                value, index = logits.flatten(1).sigmoid().topk(50)
                expected = corners.gather(1, (index // logits.shape[2])[..., None].expand(-1, -1, 4))
                same(run(image, shapes), expected, value, index % logits.shape[2])
            if form == 'torchscript':
                program, whole = torch.jit.load(f'{name}.{form}'), torch.randn(1, 3, 64, 64)
                assert all(a.equal(b) for a, b in zip(program(whole), program(whole, torch.tensor([[64, 64]])))), 'img_shape is not the image by itself'


def shapes_of(preset, classes):
    """Names and shapes of a preset's tensors, as `lors convert` tells them of a file that has none of the right shape."""
    def told(tensors):
        save_file(tensors, 'none.safetensors')
        return json.loads(lors('convert', 'none.safetensors', 'never.safetensors', '--preset', preset, '--classes', classes, '--json').stdout)
    wrong = {name: torch.zeros(1, 1, 1, 1, 1) for name in told({})['missing']}
    return {name: json.loads(shapes.split('the model has ')[1]) for name, shapes in told(wrong)['wrong_shape'].items()}


def drawn(name, shape):
    """Random weights that keep activations of a size and boxes near the image."""
    if 'init_proposal_bboxes' in name:
        return torch.tensor([[.5, .5, 1, 1]]).repeat(shape[0], 1)
    uniform = torch.rand(shape)
    if name.endswith('running_var') or (len(shape) == 1 and name.endswith('weight')):
        return .5 + uniform
    scale = .05 if 'fc_reg' in name else .3 if 'sampling_offset_generator' in name else 1
    reach = .1 if len(shape) == 1 else math.sqrt(3 / (math.prod(shape) / shape[0])) * scale
    return reach * (2 * uniform - 1)


SIZE, CLASSES = 128, 5
for preset in ('adamixer-r50-1x', 'lors-r50-1x', 'adamixer-x101-3x', 'lors-swin-s-3x'):
    @check(f'{preset}: torchscript and onnx give what `lors predict` finds')
    def _():
        torch.manual_seed(4)
        weights = {name: drawn(name, shape) for name, shape in shapes_of(preset, CLASSES).items()}
        save_file(weights, 'bare.safetensors')
        done('convert', 'bare.safetensors', 'model.safetensors', '--preset', preset)
        from safetensors import safe_open
        with safe_open('model.safetensors', 'pt') as file:
            told = file.metadata()
        told.update(size=str(SIZE), batch='1', categories=json.dumps([dict(id=i, name=f'c{i}') for i in range(CLASSES)]))
        save_file(weights, 'model.safetensors', told)
        pixels = numpy.random.default_rng(5).integers(0, 256, (SIZE, SIZE, 3), dtype=numpy.uint8)
        Image.fromarray(pixels).save('1.png')
        done('predict', 'model.safetensors', '1.png', '--out', 'found')
        rows = json.loads(pathlib.Path('found/predictions.json').read_text())
        expected = torch.tensor([row['bbox'] for row in rows], dtype=torch.float64)
        expected[:, 2:] += expected[:, :2]
        image = (torch.from_numpy(pixels).float() - torch.tensor([123.675, 116.28, 103.53])) / torch.tensor([58.395, 57.12, 57.375])
        for form, load in FORMATS.items():
            done('export', 'model.safetensors', '--format', form, '--out', f'model.{form}')
            boxes, scores, labels = load(f'model.{form}')(image.permute(2, 0, 1)[None].contiguous(), [[SIZE, SIZE]])
            same((boxes, scores, labels), expected[None].float(), torch.tensor([[row['score'] for row in rows]]),
                 torch.tensor([[row['category_id'] for row in rows]]))
            pathlib.Path(f'model.{form}').unlink()


def normalised(records):
    """CIFAR records as a batch of normalised pixels."""
    pixels = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32)).float()
    return (pixels - torch.tensor([123.675, 116.28, 103.53]).view(3, 1, 1)) / torch.tensor([58.395, 57.12, 57.375]).view(3, 1, 1)


CIFAR_CLASSES = 'airplane automobile bird cat deer dog frog horse ship truck'.split()


@check('deit-tiny with and without LORS, and merged: torchscript and onnx give the same logits within 1e-4')
def _():
    data = pathlib.Path('classes')
    data.mkdir()
    (data / 'batches.meta.txt').write_text('\n'.join(CIFAR_CLASSES))
    records = numpy.random.default_rng(6).integers(0, 256, (20, 3073), dtype=numpy.uint8)
    records[:, 0] = numpy.arange(20) % 10
    for split in ('train', 'test'):
        records.tofile(data / f'{split}_batch.bin')
    image = torch.randn(3, 3, 32, 32)
    logits = {}
    for preset in ('deit-tiny', 'deit-tiny-lors'):
        done('train', '--task', 'classification', '--data', data, '--preset', preset, '--steps', 3, '--batch', 4, '--set', 'warmup_steps=0', '--out', preset)
    done('merge', 'deit-tiny-lors', '--out', 'merged.safetensors')
    for model in ('deit-tiny', 'deit-tiny-lors', 'merged.safetensors'):
        done('export', model, '--format', 'torchscript', '--out', f'{model}.pt')
        done('export', model, '--format', 'onnx', '--out', f'{model}.onnx')
        onnx.checker.check_model(f'{model}.onnx', full_check=True)
        with torch.no_grad():
            logits[model] = torch.jit.load(f'{model}.pt')(image)
        session = onnxruntime.InferenceSession(f'{model}.onnx', providers=['CPUExecutionProvider'])
        other = torch.from_numpy(session.run(None, dict(image=image.numpy()))[0])
        assert (other - logits[model]).abs().max() < 1e-4, f'{model}: logits differ by {(other - logits[model]).abs().max()}'
        right = (torch.jit.load(f'{model}.pt')(normalised(records)).argmax(1) == torch.from_numpy(records[:, 0].astype(int))).double().mean().item()
        told = json.loads(done('eval', model, '--data', data, '--json'))
        assert abs(told['top1'] - right) < 1e-9, f'{model}: top-1 {told["top1"]}, the program has {right}'
    assert (logits['merged.safetensors'] - logits['deit-tiny-lors']).abs().max() < 1e-4
