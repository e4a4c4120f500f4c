"""What `lors export` writes runs in plain Python and finds what the yardstick's plain PyTorch finds with the same weights."""
import sys
import torch
from safetensors.torch import save_file
from check import check, done, shared

SHAPES = [[(96, 128)], [(64, 96), (80, 72)], [(61, 83)]]


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
    @check(f'{name}: torch.jit.load gives the detections of plain PyTorch within 1e-4')
    def _():
        net = yardstick(name, 18, 32, 3)
        save_file(released(net), f'{name}.safetensors')
        done('export', f'{name}.safetensors', '--preset', f'{name}-tiny', '--format', 'torchscript', '--out', f'{name}.pt', '--count', 50)
        program = torch.jit.load(f'{name}.pt')
        for shapes in SHAPES:
            high, wide = max(h for h, _ in shapes), max(w for _, w in shapes)
            image = torch.randn(len(shapes), 3, high, wide)
            with torch.no_grad():
                boxes, scores, labels = program(image, torch.tensor(shapes))
                logits, _, corners = net(image, shapes)[-1]
            value, index = logits.flatten(1).sigmoid().topk(50)
            expected = corners.gather(1, (index // logits.shape[2])[..., None].expand(-1, -1, 4))
            assert labels.dtype == torch.int64 and boxes.shape == (len(shapes), 50, 4)
            assert (scores - value).abs().max() < 1e-4, f'scores differ by {(scores - value).abs().max()}'
            apart = value[:, :-1] - value[:, 1:] > 1e-5  # what scores alike may stand in another order
            end = torch.ones_like(apart[:, :1])
            sure = torch.cat([apart, end], 1) & torch.cat([end, apart], 1)
            assert labels[sure].equal((index % logits.shape[2])[sure]), 'labels differ'
            assert (boxes - expected)[sure].abs().max() < 1e-2, f'boxes differ by {(boxes - expected)[sure].abs().max()} pixels'
        whole = torch.randn(1, 3, 64, 64)
        assert all(a.equal(b) for a, b in zip(program(whole), program(whole, torch.tensor([[64, 64]])))), 'img_shape is not the image by itself'
