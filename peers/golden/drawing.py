"""What all kinds of cases share: configurations, weights and tensors drawn at random, and files of a case."""
import contextlib, json, random
import torch
from safetensors.torch import save_file


@contextlib.contextmanager
def precision(dtype):
    """New modules and tensors have this type."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield dtype
    finally:
        torch.set_default_dtype(before)


def config(r, lors, stages=None):
    """A decoder's geometry, with odd sizes, single queries and classes, and ranks and groups of each stage's own."""
    groups, each = r.choice([1, 2, 2, 4]), r.choice([8, 8, 16])
    d = groups * each
    c = dict(batch=r.choice([1, 1, 2, 3]), queries=r.choice([1, 2, 5, 7, 12]), image_height=r.choice([33, 64, 61, 96, 128]),
             image_width=r.choice([40, 64, 97, 96, 160]), content_dim=d, num_heads=r.choice([h for h in (1, 2, 4, 8) if d % h == 0]),
             feedforward_channels=r.choice([7, 24, 64]), n_groups=groups, in_points=r.choice([1, 3, 8, 13]), out_points=r.choice([2, 5, 12]),
             num_classes=r.choice([1, 2, 3, 6]), featmap_strides=r.choice([[4, 8, 16, 32]] * 3 + [[8, 16, 32], [4, 8, 16, 32, 64]]))
    if c['in_points'] * each < 12:
        c['in_points'] = 8  # a norm over a handful of numbers amplifies rounding beyond any tolerance
    if lors:
        n = stages or r.choice([2, 3])
        c |= dict(num_stages=n, kernel_sizes=[r.choice([1, 2, 3, 4, 7]) for _ in range(n)],
                  kernel_groups=[r.choice([1, 2, 3]) for _ in range(n)], mix_out_proj_ranks=[r.choice([1, 2, 5, 9]) for _ in range(n)])
    elif stages:
        c['num_stages'] = stages
    return c


def large(c):
    """The same on an image as detectors see them, whose maps no cache holds."""
    return c | dict(batch=1, image_height=801, image_width=1333, content_dim=64, n_groups=4, num_heads=8, featmap_strides=[4, 8, 16, 32])


def weights(module, g):
    """Fills a module with numbers that exercise every term: nothing is zero and no norm is the identity."""
    with torch.no_grad():
        for name, p in module.named_parameters():
            noise = torch.randn(p.shape, generator=g, dtype=torch.float32)
            if name.endswith('iof_tau'):
                noise = 4 * torch.rand(p.shape, generator=g, dtype=torch.float32)
            elif 'init_content_features' not in name and p.dim() == 1:
                noise = noise * .1 + name.endswith('weight')
            elif 'init_content_features' not in name:
                noise = noise * p.shape[-1] ** -.5 * (.3 if 'fc_reg' in name or 'sampling_offset' in name else 1)
            p.copy_(noise)


def levels(c, g):
    sizes = [(-(-c['image_height'] // s), -(-c['image_width'] // s)) for s in c['featmap_strides']]
    return [torch.randn(c['batch'], c['content_dim'], h, w, generator=g, dtype=torch.float32) for h, w in sizes]


def boxes(c, g, many):
    """[many, 4] as xyzr, some beyond the image, from a few pixels to twice the image."""
    u = torch.rand(many, 4, generator=g, dtype=torch.float32)
    size = torch.tensor([c['image_width'], c['image_height']], dtype=torch.float32)
    return torch.cat([(u[:, :2] * 1.2 - .1) * size, 2 + 5 * u[:, 2:3], 3 * u[:, 3:] - 1.5], 1)


def cast(tensors, dtype):
    return {k: v.to(dtype) if v.is_floating_point() else v for k, v in tensors.items()}


def nearby(tensors, by):
    """The same with each element moved by up to that share of itself."""
    g = torch.Generator().manual_seed(0)
    return {k: v * (1 + by * torch.rand(v.shape, generator=g, dtype=v.dtype)) for k, v in tensors.items()} if by else tensors


def off(a, b):
    """Distance of a from b as the tolerances mean it."""
    a, b = a.double(), b.double()
    return max(0, (a - b).norm().item() - 1e-6 * b.numel() ** .5) / max(b.norm().item(), 1e-30)


def save(folder, name, case, tensors):
    folder.mkdir(parents=True, exist_ok=True)
    stored = {k: v.detach().float().contiguous().clone() if v.is_floating_point() else v for k, v in tensors.items()}
    save_file(stored, folder / f'{name}.safetensors')
    (folder / f'{name}.json').write_text(json.dumps(case))


def streams(seed, *of):
    """Two sources of chance that depend on these words alone."""
    text = '/'.join(map(str, (seed,) + of))
    return random.Random(text), torch.Generator().manual_seed(random.Random(text + '/tensors').getrandbits(62))


def first_calm(name, tries, draw):
    """Case and tensors of the first of `draw(attempt)` that float32 computes well within the tolerance."""
    for attempt in range(tries):
        calm, case, tensors = draw(attempt)
        if calm:
            return case, tensors
    raise SystemExit(f'{name}: {tries} draws were all too noisy in float32')
