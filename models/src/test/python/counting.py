"""Counts what the own operations of a detector or a classifier do and keep, by running them: the golden numbers of the counting tests.

    python counting.py > ../resources/dev/lorsbench/models/counting/golden.json
    python counting.py --classifiers > ../resources/dev/lorsbench/models/counting/classifiers.json
    python counting.py --list NAME      every tensor that case NAME keeps for the backward pass, by operation

Needs torch. The operations are compiled from the same sources as in Java, run on tensors without data ("meta"), and watched:
products and interpolations by their shapes as they are dispatched, kept tensors by autograd's own hooks.
"""
import io
import json
import pathlib
import pickle
import sys
import zipfile
import torch
from torch.utils._python_dispatch import TorchDispatchMode

SOURCES = pathlib.Path(__file__).parents[2] / 'main/resources/dev/lorsbench/models/torch'
META = torch.device('meta')


def operations():
    """The module of all operations, from the sources that the Java side compiles."""
    code = 'class Operators(Module):\n  __parameters__ = []\n  __buffers__ = []\n'
    for source in ('boxes', 'decoder', 'table', 'backbone', 'swin', 'transformer', 'loss', 'optimiser', 'float32'):
        code += ''.join(f'  {line}\n' for line in (SOURCES / f'{source}.py.txt').read_text().splitlines())
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        z.writestr('operators/data.pkl', b'\x80\x02c__torch__\nOperators\n)\x81}b.')
        z.writestr('operators/code/__torch__.py', code)
        z.writestr('operators/constants.pkl', b'\x80\x02).')
        z.writestr('operators/version', '10\n')
    out.seek(0)
    torch._C._set_graph_executor_optimize(False)  # the plain executor, as in Java
    return torch.jit.load(out)


class Count(TorchDispatchMode):
    """Adds up multiply-adds under the part that is being run."""
    def __init__(self):
        super().__init__()
        self.part, self.products, self.kept, self.seen, self.listing, self.weights = None, {}, {}, {}, [], set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        name, n = func._schema.name.split('::')[1], 0
        if name == 'mm':
            n = args[0].shape[0] * args[0].shape[1] * args[1].shape[1]
        elif name == 'addmm':
            n = args[1].shape[0] * args[1].shape[1] * args[2].shape[1]
        elif name in ('bmm', 'baddbmm'):
            a, b = args[-2:] if name == 'bmm' else args[1:3]
            n = a.shape[0] * a.shape[1] * a.shape[2] * b.shape[2]
        elif name == 'convolution':
            n = out.numel() * args[1][0].numel()
        elif name == 'grid_sampler_2d':
            n = 4 * out.numel()
        elif name in ('_embedding_bag', '_embedding_bag_forward_only'):
            n = args[1].numel() * args[0].shape[1]
        self.products[self.part] = self.products.get(self.part, 0) + n
        return out

    def keep(self, tensor):
        storage = tensor.untyped_storage()
        if storage._cdata not in self.seen and storage._cdata not in self.weights:
            self.seen[storage._cdata] = storage
            self.kept[self.part] = self.kept.get(self.part, 0) + storage.nbytes()
            self.listing.append((self.part, list(tensor.shape), str(tensor.dtype), storage.nbytes()))
        return tensor


class Run:
    """Makes weights as they are needed, and calls operations under a part's name."""
    def __init__(self, ops):
        self.ops, self.count, self.frozen = ops, Count(), False

    def w(self, *shape):
        t = torch.empty(shape, device=META, requires_grad=not self.frozen)
        self.count.weights.add(t.untyped_storage()._cdata)
        self.held = getattr(self, 'held', []) + [t]
        return t

    def b(self, *shape):
        before, self.frozen = self.frozen, True
        t, self.frozen = self.w(*shape), before
        return t

    def linear(self, i, o, bias=True):
        return [self.w(o, i)] + ([self.w(o)] if bias else [])

    def norm(self, n):
        return [self.w(n), self.w(n)]

    def call(self, part, name, *args):
        self.count.part = part
        with self.count, torch.autograd.graph.saved_tensors_hooks(self.count.keep, lambda t: t):
            return getattr(self.ops, name)(*args)

    # Backbones.

    def conv_norm(self, i, o, k, groups=1):
        return [self.w(o, i // groups, k, k), self.w(o), self.w(o), self.b(o), self.b(o)]

    def resnet(self, x, c, blocks, bottleneck, groups):
        width, frozen, training = c['width'], c['frozen_stages'], not c['norm_eval']
        self.frozen = frozen >= 0
        large = x.numel() >= 1000000
        x = self.call('backbone', 'stem', x, self.conv_norm(3, width, 7), training and not self.frozen, large)
        levels, before = [], width
        for i, n in enumerate(blocks):
            self.frozen = frozen > i
            inner = (width if groups == 1 else 4 * groups) << i
            out = (4 * width if bottleneck else width) << i
            for j in range(n):
                stride = 2 if i and not j else 1
                if bottleneck:
                    ws = self.conv_norm(before, inner, 1) + self.conv_norm(inner, inner, 3, groups) + self.conv_norm(inner, out, 1)
                else:
                    ws = self.conv_norm(before, out, 3) + self.conv_norm(out, out, 3)
                if stride > 1 or before != out:
                    ws += self.conv_norm(before, out, 1)
                x = self.call('backbone', 'bottleneck' if bottleneck else 'basic_block', x, ws, stride, training and not self.frozen, large)
                before = out
            levels.append(x)
        self.frozen = False
        return levels

    def swin(self, x, c, depths):
        width, frozen, total, block, levels = c['width'], c['frozen_stages'], sum(depths), 0, []
        self.frozen = frozen >= 0
        x = self.call('backbone', 'patch_embedding', x, [self.w(width, 3, 4, 4), self.w(width)] + self.norm(width))
        down = None
        for i, depth in enumerate(depths):
            n = width << i
            if i:
                x = self.call('backbone', 'patch_merging', x, down)
            self.frozen = frozen > i
            for j in range(depth):
                ws = self.norm(n) + [self.w(169, n // 32)] + self.linear(n, 3 * n) + self.linear(n, n)
                ws += self.norm(n) + self.linear(n, 4 * n) + self.linear(4 * n, n)
                drops = c['drop_path'] * block / (total - 1) > 0
                x = self.call('backbone', 'swin_block', x, n // 32, 7, 3 * (j % 2), [1.0] * x.shape[0] if drops else [], ws)
                block += 1
            down = self.norm(4 * n) + self.linear(4 * n, 2 * n, False)
            levels.append(self.call('backbone', 'swin_level', x, self.norm(n)))
        self.frozen = False
        return levels

    def backbone(self, x, c):
        if c['name'].startswith('swin'):
            return self.swin(x, c, (2, 2, 6, 2) if c['name'] == 'swin-t' else (2, 2, 18, 2))
        blocks = {'18': (2, 2, 2, 2), '34': (3, 4, 6, 3), '50': (3, 4, 6, 3)}.get(c['name'][6:], (3, 4, 23, 3))
        deep = c['name'] not in ('resnet18', 'resnet34')
        return self.resnet(x, c, blocks, deep, 64 if 'x' in c['name'][:7] else 1)

    def neck(self, levels, d):
        ws = []
        for level in levels:
            ws += [self.w(d, level.shape[1], 1, 1), self.w(d)]
        return self.call('neck', 'neck', levels, ws + self.norm(d), 32)

    # Decoder.

    def decoder(self, levels, c, classes, batch):
        d, G, P, O = c['content_dim'], c['n_groups'], c['in_points'], c['out_points']
        C, strides = d // G, c['featmap_strides']
        content = self.call('query_generator', 'initial_queries', self.w(c['queries'], d), batch)
        xyzr = torch.empty(batch, c['queries'], 4, device=META)
        table = None
        sizes = [n for l in levels for n in l.shape[2:]]
        if sum(l.numel() for l in levels) >= 4 << 20:
            table = self.call('sampling', 'feature_table', levels, sizes)
            for level in levels:  # gradients go back from the table to them, outside of autograd
                self.count.keep(level)
        common = self.linear(d, G * (C * C + P * O))
        base = self.w(d, d * O)
        for s in range(c['num_stages']):
            attention = [self.w(3 * d, d), self.w(3 * d)] + self.linear(d, d) + self.norm(d) + [self.w(c['num_heads'])]
            content = self.call('attention', 'self_attention', content, xyzr, c['num_heads'], attention)
            offsets = self.linear(d, 3 * G * P)
            if table is None:
                x = self.call('sampling', 'sampling_of_levels', levels, strides, content, xyzr, G, *offsets)
            else:
                x, _, _ = self.call('sampling', 'sampling_of_table', table, sizes, strides, content, xyzr, G, *offsets)
            if 'kernel_sizes' in c:
                k, K, r = c['kernel_sizes'][s], c['kernel_groups'][s], c['mix_out_proj_ranks'][s]
                ws = common + self.linear(d, 2 * G * K * k * k)
                ws += [self.w(G * K, C, k), self.w(G * K, k, C), self.w(G * K, O, k), self.w(G * K, k, P)]
                ws += [base, self.w(r, d * O), self.w(d, r), self.w(d)] + self.norm(d)
                content = self.call('mixing', 'lors_mixing', x, content, ws)
            else:
                ws = self.linear(d, G * (C * C + P * O)) + self.linear(d * O, d)
                content = self.call('mixing', 'adaptive_mixing', x, content, ws)
                content = self.call('mixing', 'layer_norm', content, *self.norm(d))
            hidden = c['feedforward_channels']
            content = self.call('ffn', 'ffn', content, self.linear(d, hidden) + self.linear(hidden, d) + self.norm(d))
            branch = lambda n: self.linear(d, d) + self.norm(d) + self.linear(d, n)
            _, xyzr, _ = self.call('heads', 'heads', content, xyzr, branch(classes), branch(4))
            xyzr = xyzr.detach()

    # Classifier.

    def layer(self, x, shared, name, i, o, rank):
        if rank is None:
            return self.call('layers', 'linear', x, *self.linear(i, o))
        if name not in shared:
            shared[name] = self.w(o, i)
        if rank == 0:
            return self.call('layers', 'linear', x, shared[name], self.w(o))
        return self.call('layers', 'lorst_linear', x, shared[name], self.w(o), self.w(rank, i), self.w(o, rank))

    def classifier(self, images, c, classes):
        d, m, p, rank, shared = c['embed_dim'], c['mlp_ratio'], c['patch_size'], c.get('rank'), {}
        tokens = 1 + (images.shape[2] // p) ** 2
        z = self.call('embedding', 'tokens', images, self.w(1, 1, d), self.w(1, tokens, d), self.w(d, 3, p, p), self.w(d))
        for _ in range(c['depth']):
            x = self.call('norms', 'token_norm', z, *self.norm(d))
            x = self.call('attention', 'multi_head', self.layer(x, shared, 'qkv', d, 3 * d, rank), c['num_heads'])
            z = self.call('layers', 'plus', z, self.layer(x, shared, 'proj', d, d, rank))
            x = self.call('norms', 'token_norm', z, *self.norm(d))
            x = self.call('layers', 'gelu', self.layer(x, shared, 'fc1', d, m * d, rank))
            z = self.call('layers', 'plus', z, self.layer(x, shared, 'fc2', m * d, d, rank))
        z = self.call('head', 'class_token', self.call('head', 'token_norm', z, *self.norm(d)))
        self.call('head', 'linear', z, *self.linear(d, classes))


TINY = dict(num_stages=3, queries=20, content_dim=64, num_heads=4, feedforward_channels=256, n_groups=2, in_points=16,
            out_points=32, featmap_strides=[4, 8, 16, 32])
TINY_LORS = dict(TINY, kernel_sizes=[8, 8, 8], kernel_groups=[1, 2, 2], mix_out_proj_ranks=[4, 4, 4])
ODD_LORS = dict(TINY, queries=7, n_groups=4, in_points=5, out_points=9, kernel_sizes=[3, 1, 6], kernel_groups=[2, 1, 3],
                mix_out_proj_ranks=[2, 7, 1])
FULL = dict(num_stages=6, queries=100, content_dim=256, num_heads=8, feedforward_channels=2048, n_groups=4, in_points=32,
            out_points=128, featmap_strides=[4, 8, 16, 32])
FULL_LORS = dict(FULL, n_groups=2, in_points=64, kernel_sizes=[16] * 6, kernel_groups=[1, 1, 2, 2, 3, 3], mix_out_proj_ranks=[8] * 6)


def backbone(name, width, frozen, norm_eval, drop=0.0):
    return dict(name=name, width=width, frozen_stages=frozen, norm_eval=norm_eval, drop_path=drop)


R50 = backbone('resnet50', 64, 1, True)
CASES = {
    'adamixer-tiny': (backbone('resnet18', 32, -1, False), TINY, 3, 2, 160, 160),
    'lors-tiny': (backbone('resnet18', 32, -1, False), TINY_LORS, 3, 4, 160, 160),
    'odd-sizes': (backbone('resnet34', 16, 0, True), ODD_LORS, 2, 3, 101, 166),
    'shared-stages': (backbone('resnet18', 32, -1, False), dict(
        TINY, kernel_sizes=[8, 0, 8], kernel_groups=[0, 1, 2], mix_out_proj_ranks=[4, 0, 0]), 3, 2, 96, 160),
    'adamixer-r50-1x': (R50, FULL, 80, 1, 800, 1344),
    'lors-r50-1x': (R50, FULL_LORS, 80, 2, 800, 1344),
    'lors-r50-small-image': (R50, FULL_LORS, 80, 1, 256, 320),
    'lors-r101-3x': (dict(R50, name='resnet101'), dict(FULL_LORS, queries=300), 80, 1, 800, 1344),
    'adamixer-x101-frozen': (backbone('resnext101-64x4d', 64, 4, True), FULL, 80, 1, 320, 320),
    'lors-swin-s-3x': (backbone('swin-s', 96, -1, True, 0.2), dict(FULL_LORS, queries=300), 80, 1, 800, 1344),
    'swin-t-odd': (backbone('swin-t', 32, 1, True), TINY_LORS, 3, 2, 70, 101),
}

DEIT = dict(patch_size=4, embed_dim=192, depth=12, num_heads=3, mlp_ratio=4)
CLASSIFIERS = {
    'deit-tiny': (DEIT, 10, 1, 32),
    'deit-tiny-lors': (dict(DEIT, rank=32), 10, 64, 32),
    'deit-tiny-lors-56': (dict(DEIT, rank=32), 100, 3, 56),
    'rank-0': (dict(patch_size=8, embed_dim=16, depth=3, num_heads=2, mlp_ratio=2, rank=0), 2, 4, 32),
    'full-rank': (dict(patch_size=7, embed_dim=12, depth=2, num_heads=4, mlp_ratio=1, rank=12), 3, 2, 21),
    'odd-plain': (dict(patch_size=5, embed_dim=30, depth=1, num_heads=5, mlp_ratio=3), 7, 1, 35),
}


def run(name):
    if name in CLASSIFIERS:
        config, classes, batch, size = CLASSIFIERS[name]
        r = Run(operations())
        r.classifier(torch.empty(batch, 3, size, size, device=META), config, classes)
        return r.count
    bb, decoder, classes, batch, height, width = CASES[name]
    r = Run(operations())
    levels = r.neck(r.backbone(torch.empty(batch, 3, height, width, device=META), bb), decoder['content_dim'])
    r.decoder(levels, decoder, classes, batch)
    return r.count


def classifier_case(name):
    config, classes, batch, size = CLASSIFIERS[name]
    count = run(name)
    return dict(name=name, model=config, classes=classes, batch=batch, size=size,
                multiply_adds=count.products, kept_bytes=count.kept)


def case(name):
    bb, decoder, classes, batch, height, width = CASES[name]
    count = run(name)
    return dict(name=name, model=dict(decoder, backbone=bb, num_classes=classes), batch=batch, height=height, width=width,
                multiply_adds=count.products, kept_bytes=count.kept)


if __name__ == '__main__':
    if '--list' in sys.argv:
        for line in run(sys.argv[-1]).listing:
            print(*line)
    elif '--classifiers' in sys.argv:
        print('[' + ',\n'.join(json.dumps(classifier_case(n)) for n in CLASSIFIERS) + ']')
    else:
        print('[' + ',\n'.join(json.dumps(case(n)) for n in CASES) + ']')
