"""Prints the golden numbers of the backbone tests: levels, and gradients of a probed sum, by a reference written for the purpose.

    python backbones.py > ../resources/dev/lorsbench/models/backbone/golden.json
    python backbones.py --torchvision        holds the reference itself to torchvision's models, full width

Needs torch and numpy; torchvision for the second form alone. Weights are a formula of their names (see u).
"""
import json
import sys
import zlib
import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
GAMMA, MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1


def mix(z):
    z = z ^ (z >> np.uint64(30))
    z = z * np.uint64(0xBF58476D1CE4E5B9)
    z = z ^ (z >> np.uint64(27))
    z = z * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def u(name, n):
    """n numbers in [0, 1) of a stream that its name decides, as the Java class Uniform with seed 0."""
    with np.errstate(over='ignore'):
        start = mix(np.array([1], np.uint64)) ^ np.uint64((zlib.crc32(name.encode()) << 32) & MASK)
        index = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(GAMMA)
        return (mix(start + index) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53


class Weights(dict):
    """Tensors by name, made when they are first asked for."""
    def __call__(self, name, *shape):
        if name not in self:
            v = u(name, int(np.prod(shape)))
            if name.endswith('running_var') or len(shape) == 1 and name.endswith('weight'):
                v = 0.5 + v
            elif len(shape) == 1:
                v = 0.1 * (2 * v - 1)
            else:
                v = np.sqrt(3 / np.prod(shape[1:])) * (2 * v - 1)
            self[name] = torch.from_numpy(v.astype(np.float32).astype(np.float64)).view(shape)
            if 'running' not in name:
                self[name].requires_grad_()
        return self[name]


# Residual networks.

def conv_bn(w, x, conv, bn, out, size, stride=1, groups=1):
    y = F.conv2d(x, w(conv + '.weight', out, x.shape[1] // groups, size, size), None, stride, size // 2, 1, groups)
    scale, shift, mean, var = (w(f'{bn}.{k}', out) for k in ('weight', 'bias', 'running_mean', 'running_var'))
    return (y - mean.view(-1, 1, 1)) / torch.sqrt(var.view(-1, 1, 1) + 1e-5) * scale.view(-1, 1, 1) + shift.view(-1, 1, 1)


def resnet(w, x, counts, bottleneck, width, groups=1, base=None):
    x = F.relu(conv_bn(w, x, 'conv1', 'bn1', width, 7, 2))
    x = F.max_pool2d(x, 3, 2, 1)
    levels = []
    for i, count in enumerate(counts):
        planes, out = width << i, (width << i) * (4 if bottleneck else 1)
        inner = planes if groups == 1 else int(base * 2 ** i) * groups
        for j in range(count):
            p, stride = f'layer{i + 1}.{j}.', 2 if i and j == 0 else 1
            if bottleneck:
                y = F.relu(conv_bn(w, x, p + 'conv1', p + 'bn1', inner, 1))
                y = F.relu(conv_bn(w, y, p + 'conv2', p + 'bn2', inner, 3, stride, groups))
                y = conv_bn(w, y, p + 'conv3', p + 'bn3', out, 1)
            else:
                y = F.relu(conv_bn(w, x, p + 'conv1', p + 'bn1', planes, 3, stride))
                y = conv_bn(w, y, p + 'conv2', p + 'bn2', planes, 3)
            if stride > 1 or x.shape[1] != out:
                x = conv_bn(w, x, p + 'downsample.0', p + 'downsample.1', out, 1, stride)
            x = F.relu(x + y)
        levels.append(x)
    return levels


# Swin, cell by cell rather than by rolling: each window is gathered by the coordinates of its cells.

def norm(w, name, x):
    return F.layer_norm(x, x.shape[-1:], w(name + '.weight', x.shape[-1]), w(name + '.bias', x.shape[-1]))


def linear(w, name, x, out, bias=True):
    return F.linear(x, w(name + '.weight', out, x.shape[-1]), w(name + '.bias', out) if bias else None)


def attention(w, p, x, heads, s, shift):
    b, h, wide, c = x.shape
    tall, broad = -(-h // s) * s, -(-wide // s) * s
    field = x.new_zeros(b, tall, broad, c)
    field[:, :h, :wide] = x
    out = x.new_zeros(b, tall, broad, c)
    table = w(p + 'relative_position_bias_table', (2 * s - 1) ** 2, heads)
    for top in range(0, tall, s):
        for left in range(0, broad, s):
            cells = [((top + i + shift), (left + j + shift)) for i in range(s) for j in range(s)]
            ys, xs = torch.tensor([a % tall for a, _ in cells]), torch.tensor([a % broad for _, a in cells])
            # Cells that came round an edge belong to another piece of the map.
            piece = torch.tensor([(a >= tall) * 2 + (c_ >= broad) for a, c_ in cells])
            cell = field[:, ys, xs]
            q, k, v = linear(w, p + 'qkv', cell, 3 * c).view(b, s * s, 3, heads, c // heads).permute(2, 0, 3, 1, 4)
            i, j = torch.arange(s * s) // s, torch.arange(s * s) % s
            index = (i[:, None] - i + s - 1) * (2 * s - 1) + (j[:, None] - j + s - 1)
            logits = q @ k.transpose(-1, -2) / (c // heads) ** 0.5 + table[index].permute(2, 0, 1)
            logits = logits - 100.0 * (piece[:, None] != piece)
            mixed = (logits.softmax(-1) @ v).transpose(1, 2).reshape(b, s * s, c)
            out[:, ys, xs] = linear(w, p + 'proj', mixed, c)
    return out[:, :h, :wide]


def swin(w, x, depths, width):
    x = F.pad(x, (0, -x.shape[3] % 4, 0, -x.shape[2] % 4))
    x = F.conv2d(x, w('patch_embed.projection.weight', width, 3, 4, 4), w('patch_embed.projection.bias', width), 4)
    x = norm(w, 'patch_embed.norm', x.permute(0, 2, 3, 1))
    levels = []
    for i, depth in enumerate(depths):
        c = width << i
        for j in range(depth):
            p = f'stages.{i}.blocks.{j}.'
            x = x + attention(w, p + 'attn.w_msa.', norm(w, p + 'norm1', x), c // 32, 7, 3 * (j % 2))
            hidden = F.gelu(linear(w, p + 'ffn.layers.0.0', norm(w, p + 'norm2', x), 4 * c))
            x = x + linear(w, p + 'ffn.layers.1', hidden, c)
        levels.append(norm(w, f'norm{i}', x).permute(0, 3, 1, 2))
        if i < 3:
            p = f'stages.{i}.downsample.'
            cells = F.pad(x.permute(0, 3, 1, 2), (0, x.shape[2] % 2, 0, x.shape[1] % 2))
            merged = F.unfold(cells, 2, stride=2).transpose(1, 2)
            merged = merged.view(x.shape[0], cells.shape[2] // 2, cells.shape[3] // 2, 4 * c)
            x = linear(w, p + 'reduction', norm(w, p + 'norm', merged), 2 * c, False)
    return levels


NETWORKS = {
    'resnet18': lambda w, x, width: resnet(w, x, (2, 2, 2, 2), False, width),
    'resnet34': lambda w, x, width: resnet(w, x, (3, 4, 6, 3), False, width),
    'resnet50': lambda w, x, width: resnet(w, x, (3, 4, 6, 3), True, width),
    'resnet101': lambda w, x, width: resnet(w, x, (3, 4, 23, 3), True, width),
    'resnext101-64x4d': lambda w, x, width: resnet(w, x, (3, 4, 23, 3), True, width, 64, 4),
    'swin-t': lambda w, x, width: swin(w, x, (2, 2, 6, 2), width),
    'swin-s': lambda w, x, width: swin(w, x, (2, 2, 18, 2), width),
}
CASES = [('resnet18', 16, 1, 64, 96), ('resnet34', 8, 2, 50, 67), ('resnet50', 8, 1, 65, 64), ('resnet101', 8, 1, 64, 64),
         ('resnext101-64x4d', 8, 1, 33, 64), ('swin-t', 32, 2, 70, 101), ('swin-s', 32, 1, 64, 32)]


def case(name, width, batch, height, wide):
    w = Weights()
    image = torch.from_numpy((4 * u('image', batch * 3 * height * wide) - 2).astype(np.float32).astype(np.float64))
    levels = NETWORKS[name](w, image.view(batch, 3, height, wide), width)
    total = sum((l * torch.from_numpy(u(f'probe{i}', l.numel())).view(l.shape)).sum() for i, l in enumerate(levels))
    total.backward()
    return dict(
        backbone=name, width=width, batch=batch, height=height, image_width=wide,
        levels=[dict(shape=list(l.shape), mean=l.mean().item(), deviation=l.std().item(),
                     first=l.flatten()[:8].tolist(), last=l.flatten()[-8:].tolist()) for l in levels],
        parameters=sum(t.numel() for n, t in w.items() if t.requires_grad),
        shapes=dict(sorted((n, list(t.shape)) for n, t in w.items())) if name in ('resnet18', 'swin-t') else None,
        gradient_norms={n: t.grad.norm().item() for n, t in sorted(w.items()) if t.requires_grad})


def against_torchvision():
    import torchvision.models as tv
    image = torch.from_numpy(u('image', 3 * 256 * 320)).view(1, 3, 256, 320)
    for name, build, width in (('resnet18', tv.resnet18, 64), ('resnet34', tv.resnet34, 64), ('resnet50', tv.resnet50, 64),
                               ('resnet101', tv.resnet101, 64), ('resnext101-64x4d', tv.resnext101_64x4d, 64)):
        w = Weights()
        with torch.no_grad():
            ours = NETWORKS[name](w, image, width)
            net = build().eval()
            missing, unexpected = net.load_state_dict(dict(w), strict=False)
            assert not unexpected and all('fc.' in m or 'num_batches' in m for m in missing), (missing, unexpected)
            x = net.maxpool(net.relu(net.bn1(net.conv1(image))))
            for i, level in enumerate(ours):
                x = getattr(net, f'layer{i + 1}')(x)
                print(name, i, (x - level).abs().max().item(), x.abs().max().item())
    for name, build in (('swin-t', tv.swin_t), ('swin-s', tv.swin_s)):
        w = Weights()
        with torch.no_grad():
            ours = NETWORKS[name](w, image, 96)
            net = build().eval()
            loaded = dict(torchvision_names(w))
            missing, unexpected = net.load_state_dict(loaded, strict=False)
            assert not unexpected, unexpected
            assert all(m.startswith(('head', 'norm')) or 'relative_position_index' in m for m in missing), missing
            x = net.features[0](image)
            for i, level in enumerate(ours):
                x = net.features[2 * i + 1](x)
                seen = norm(w, f'norm{i}', x).permute(0, 3, 1, 2)
                print(name, i, (seen - level).abs().max().item(), seen.abs().max().item())
                if i < 3:
                    x = net.features[2 * i + 2](x)


def torchvision_names(w):
    """Our names as torchvision's; its merging lists the four cells first, ours the channels."""
    for name, t in w.items():
        parts = name.split('.')
        t = t.detach()
        if parts[0] == 'patch_embed':
            yield f"features.0.{0 if parts[1] == 'projection' else 2}.{parts[2]}", t
        elif parts[0] == 'stages' and parts[2] == 'blocks':
            rest = '.'.join(parts[4:]).replace('attn.w_msa.', 'attn.').replace('ffn.layers.0.0', 'mlp.0').replace('ffn.layers.1', 'mlp.3')
            yield f'features.{2 * int(parts[1]) + 1}.{parts[3]}.{rest}', t
        elif parts[0] == 'stages':
            c = t.shape[-1] // 4
            order = torch.arange(4 * c).view(c, 2, 2).permute(2, 1, 0).flatten()  # cells (0,0) (1,0) (0,1) (1,1)
            yield f'features.{2 * int(parts[1]) + 2}.{parts[3]}.{parts[4]}', t[..., order]


if __name__ == '__main__':
    if '--torchvision' in sys.argv:
        against_torchvision()
    else:
        print('[' + ',\n'.join(json.dumps(case(*c)) for c in CASES) + ']')
