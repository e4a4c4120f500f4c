"""Cases without tensors: parameter counts of decoders, and linear assignments."""
import json, re
import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
import model
from drawing import streams


def params(out, each, seed):
    cases = []
    for i in range(2 * each):
        family = ('adamixer', 'lors')[i % 2]
        r, _ = streams(seed, 'params', i)
        groups, n = r.choice([1, 2, 4, 8]), r.randint(1, 8)
        c = dict(num_stages=n, num_classes=r.choice([1, 3, 80, 365]), feedforward_channels=r.choice([5, 512, 2048]), num_heads=r.choice([1, 4, 8]),
                 content_dim=8 * groups * r.choice([1, 3, 16]), in_points=r.choice([1, 7, 32, 64]), out_points=r.choice([1, 9, 128]), n_groups=groups)
        if family == 'lors':
            c |= dict(kernel_sizes=[r.randint(1, 70) for _ in range(n)], kernel_groups=[r.randint(1, 5) for _ in range(n)],
                      mix_out_proj_ranks=[r.randint(1, 40) for _ in range(n)])
        with torch.device('meta'):
            decoder = model.Decoder(model.Config.of(c))
        counted = {}
        for name, p in decoder.named_parameters():
            if not name.startswith('rpn_head'):
                plain = re.sub(r'\.\d+(?=\.|$)', '', name)
                counted[plain] = counted.get(plain, 0) + p.numel()
        cases.append(dict(name=f'{family}_{i}', kind=family, config=c, decoder_parameters=sum(counted.values()), by_parameter=counted))
    (out / 'params.json').write_text(json.dumps(cases))


def hungarian(out, each, seed):
    cases = []
    for i in range(max(each, 4)):
        r, _ = streams(seed, 'hungarian', i)
        rows, columns = r.choice([(1, 1), (r.randint(1, 9), r.randint(0, 9)), (r.randint(1, 120), r.randint(1, 40)), (r.randint(1, 30), r.randint(30, 90))])
        kind = ('normal', 'ties', 'tiny', 'huge', 'mixed')[i % 5]
        n = np.random.default_rng(r.getrandbits(32))
        cost = dict(normal=lambda: n.normal(size=(rows, columns)), ties=lambda: n.integers(-2, 3, size=(rows, columns)).astype(float),
                    tiny=lambda: n.normal(size=(rows, columns)) * 1e-12, huge=lambda: n.normal(size=(rows, columns)) * 1e12,
                    mixed=lambda: n.normal(size=(rows, columns)) * 10.0**n.integers(-6, 7, size=(rows, columns)))[kind]()
        a, b = linear_sum_assignment(cost)
        cases.append(dict(name=f'{kind}_{rows}x{columns}_{i}', rows=rows, columns=columns, cost=cost.flatten().tolist(), assigned_rows=a.tolist(),
                          assigned_columns=b.tolist(), total=float(cost[a, b].sum())))
    (out / 'hungarian.json').write_text(json.dumps(dict(note='where ties allow several assignments only the total is binding', cases=cases)))
