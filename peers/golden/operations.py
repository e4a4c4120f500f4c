"""Cases of one operation: inputs, parameters, outputs, and the gradients of sum(out * probe)."""
import torch
from torch import nn
import model
from drawing import boxes, cast, config, first_calm, large, levels, nearby, off, precision, save, streams, weights

TOLERANCE = dict(outputs=1e-5, gradients=1e-4)
KINDS = ('sampling_3d', 'position_embedding', 'decode_box', 'refine_xyzr', 'self_attention', 'adaptive_mixing', 'lors_mixing',
         'adamixer_stage', 'lors_stage')


class Operation(nn.Module):
    """An operation of the yardstick with the parameter names of its golden case."""

    def __init__(self, kind, c, stage):
        super().__init__()
        self.kind, self.c, self.stage = kind, c, stage
        if kind == 'sampling_3d':
            self.sampling_offset_generator = model.offset_generator(c)
        elif kind == 'self_attention':
            one = model.Stage(c)
            self.attention, self.attention_norm, self.iof_tau = one.attention, one.attention_norm, one.iof_tau
        elif kind == 'adaptive_mixing':
            self.inner = model.AdaptiveMixing(c)
        elif kind == 'lors_mixing':
            self.inner = model.LorsMixing(c)
        elif kind.endswith('_stage'):
            self.inner = model.Decoder(c)
            del self.inner.rpn_head

    def named(self):
        return {k.removeprefix('inner.'): p for k, p in self.named_parameters() if self.mine(k)}

    def mine(self, name):
        """A stage's case holds its own head alone, and the mixing of all."""
        return not (self.kind.endswith('_stage') and 'bbox_head.' in name) or f'bbox_head.{self.stage}.' in name

    def forward(self, x):
        c, xyzr, query = self.c, x.get('query_xyzr'), x.get('query_content')
        features = [x[f'feat.{i}'] for i in range(len(c.featmap_strides)) if f'feat.{i}' in x]
        if self.kind == 'sampling_3d':
            return dict(out=model.sample(features, self.sampling_offset_generator(query), xyzr, c.featmap_strides, c.n_groups))
        if self.kind == 'position_embedding':
            return dict(out=model.position_embedding(xyzr, c.content_dim // 4))
        if self.kind == 'decode_box':
            return dict(out=model.decode_box(xyzr))
        if self.kind == 'refine_xyzr':
            delta = x['xyzr_delta']
            moved = torch.cat([xyzr[..., :2] + delta[..., :2] * 2 ** xyzr[..., 2:3], xyzr[..., 2:] + delta[..., 2:]], -1)
            return dict(xyzr=moved, boxes=model.decode_box(moved))
        if self.kind == 'self_attention':
            return dict(out=model.Stage.self_attention(self, xyzr, query))
        if self.kind == 'adaptive_mixing':
            return dict(out=self.inner(x['x'], query))
        if self.kind == 'lors_mixing':
            return dict(out=self.inner(self.stage, x['x'], query))
        scores, moved, decoded, query = self.inner.one_stage(self.stage, features, xyzr, query)
        return dict(cls_score=scores, xyzr=moved, boxes=decoded, query_content=query)


def inputs(kind, c, g):
    b, n, d = c['batch'], c['queries'], c['content_dim']
    x = {}
    if 'mixing' not in kind:
        x['query_xyzr'] = boxes(c, g, b * n).view(b, n, 4)
    if kind == 'refine_xyzr':
        x['xyzr_delta'] = .5 * torch.randn(b, n, 4, generator=g, dtype=torch.float32)
    if kind == 'sampling_3d' or kind.endswith('_stage'):
        x |= {f'feat.{i}': f for i, f in enumerate(levels(c, g))}
    if 'mixing' in kind:
        x['x'] = torch.randn(b, n, c['n_groups'], c['in_points'], d // c['n_groups'], generator=g, dtype=torch.float32)
    if kind not in ('position_embedding', 'decode_box', 'refine_xyzr'):
        x['query_content'] = torch.randn(b, n, d, generator=g, dtype=torch.float32)
    return x


def run(kind, c, given, x, probe, dtype, g):
    with precision(dtype):
        operation = Operation(kind, model.Config.of(c), c.get('stage', 0))
        if given is None:
            weights(operation, g)
        else:
            operation.load_state_dict(cast(given, dtype))
        leaves = {k: v.requires_grad_() for k, v in cast({k: v.clone() for k, v in x.items()}, dtype).items()}
        out = operation(leaves)
        probe = probe or {k: torch.randn(v.shape, generator=g, dtype=torch.float32) for k, v in out.items()}
        sum((v * probe[k].to(dtype)).sum() for k, v in out.items()).backward()
    t = {'out.' + k: v for k, v in out.items()} | {'grad.in.' + k: v.grad for k, v in leaves.items() if v.grad is not None}
    t |= {'grad.param.' + k: p.grad for k, p in operation.named().items() if p.grad is not None}
    return operation, probe, t


def draw(kind, seed, index, attempt):
    r, g = streams(seed, kind, index, attempt)
    lors = kind.startswith('lors')
    c = config(r, lors)
    c = large(c) if index % 15 == 14 else c
    if lors:
        c['stage'] = r.randrange(c['num_stages']) if kind == 'lors_mixing' else 0
    x = inputs(kind, c, g)
    operation, probe, exact = run(kind, c, None, x, None, torch.float64, g)
    _, _, single = run(kind, c, operation.state_dict(), x, probe, torch.float32, g)
    twins = [(single, 10)]  # and of inputs that differ in float32's last digit: where those part, no rounding is the right one
    for moved in (6e-8, -6e-8):
        near = nearby(cast(x, torch.float64), moved), nearby(operation.state_dict(), moved)
        twins.append((run(kind, c, near[1], near[0], probe, torch.float64, g)[2], 4))
    calm = all(off(twin[k], v) <= TOLERANCE['outputs' if k.startswith('out.') else 'gradients'] / part
               for twin, part in twins for k, v in exact.items())
    tensors = {'in.' + k: v for k, v in x.items()} | {'param.' + k: p for k, p in operation.named().items()}
    return calm, c, tensors | {'probe.' + k: v for k, v in probe.items()} | exact


def write(out, each, seed):
    for kind in KINDS:
        for i in range(each):
            c, tensors = first_calm(f'{kind} {i}', 200, lambda attempt: draw(kind, seed, i, attempt))
            save(out / 'ops', f'{kind}_{i}', dict(kind=kind, config=c, tensors=f'{kind}_{i}.safetensors', tolerance=TOLERANCE), tensors)
