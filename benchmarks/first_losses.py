"""The first losses of one of our runs beside those of the plain PyTorch yardstick, from the same weights and the same batches.

    python first_losses.py --peer ../shared/peer --data DIR --model lors-tiny --size 160 --batch 4 --seed 0 \
        --start initial.safetensors --ours run/metrics.jsonl

The yardstick's model, loss, optimiser and image loading are used as they are; only its choice of images is ours, which is
a function of (seed, step, slot). Prints a table, and ends with 1 where a loss differs by more than --tolerance (relative).
With --exact the yardstick also runs in float64, and the table says how far both are from that.
"""
import argparse, json, pathlib, sys

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(seed, stream, index):
    """workers/.../data/CounterHash.java"""
    h = mix((seed + GOLDEN) & MASK)
    h = mix(h ^ (((stream + GOLDEN) * 0xD1342543DE82EF95) & MASK))
    return (mix(h ^ (((index + 1) * GOLDEN) & MASK)) >> 11) * 2.0 ** -53


def permutation(seed, epoch, images):
    """workers/.../data/DataOrder.java"""
    order = [0] * images
    for i in range(images):
        j = int(uniform(seed, 2 + epoch, i) * (i + 1))
        order[i] = order[j]
        order[j] = i
    return order


def picked(seed, step, batch, images):
    positions = [(step - 1) * batch + slot for slot in range(batch)]
    return [permutation(seed, p // images, images)[p % images] for p in positions]


def program(folder):
    """What the yardstick's training program defines, without running it."""
    import types
    text = (pathlib.Path(folder) / 'train.py').read_text()
    module = types.ModuleType('peer')
    exec(compile(text[:text.rindex('main()')], 'train.py', 'exec'), module.__dict__)
    return module


def theirs_name(name):
    """The yardstick's decoder is one module; the release has its queries and its stages in two heads."""
    return name.replace('roi_head.', 'decoder.', 1).replace('rpn_head.', 'decoder.rpn_head.', 1)


def theirs(a, steps, exact=False):
    import torch
    from safetensors.torch import load_file
    peer = program(a.peer)
    torch.set_num_threads(a.threads)
    data, _, items = peer.load(pathlib.Path(a.data), 'train', a.size)
    config = {**peer.MODELS[a.model].__dict__, 'num_classes': len(data['categories'])}
    net = peer.Detector(peer.Config(**config), 18, frozen=False, width=32)
    start = {theirs_name(k): v for k, v in load_file(a.start).items()}
    net.load_state_dict(start, strict=False)
    for module in net.modules():  # our initial weights were saved after one forward pass
        if isinstance(module, torch.nn.BatchNorm2d):
            module.reset_running_stats()
    missing = set(dict(net.named_parameters())) - set(start)
    if missing:
        sys.exit(f'first_losses.py: {a.start} lacks {sorted(missing)[:3]}, ... {len(missing)} in all')
    real = torch.float64 if exact else torch.float32
    net.to(real)
    optimizer = torch.optim.AdamW(net.parameters(), lr=a.lr, weight_decay=1e-4)
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group['lr'] = a.lr * min(1, step / 100)
        batch = [items[i] for i in picked(a.seed, step, a.batch, len(items))]
        shapes = [[a.size, a.size]] * a.batch
        stages = net(torch.stack([b[0] for b in batch]).to(real), shapes)
        loss = sum(peer.losses(stages, shapes, [b[1].to(real) for b in batch], [b[2] for b in batch])[0].values())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        yield loss.item()


def logged(path):
    """The losses of one of our runs, one a step."""
    with open(path) as lines:
        return [json.loads(line)['loss'] for line in lines if '"loss"' in line]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('peer', 'data', 'model', 'start', 'ours'):
        p.add_argument('--' + name, required=True)
    for name, value in (('size', 160), ('batch', 4), ('seed', 0), ('threads', 2)):
        p.add_argument('--' + name, type=int, default=value)
    p.add_argument('--lr', type=float, default=1e-3)
    p.add_argument('--tolerance', type=float, default=1e-3)
    p.add_argument('--exact', action='store_true')
    a = p.parse_args()
    sys.path.insert(0, a.peer)
    ours = logged(a.ours)
    largest = 0
    more = ' float64 | ours from it | yardstick from it |' if a.exact else ''
    print(f'| step | ours ({a.model}) | yardstick | relative difference |{more}\n|---:|---:|---:|---:|' + '---:|' * 3 * a.exact)
    exact = theirs(a, len(ours), exact=True) if a.exact else [None] * len(ours)
    for step, (mine, other, true) in enumerate(zip(ours, theirs(a, len(ours)), exact), 1):
        difference = abs(mine - other) / abs(other)
        largest = max(largest, difference)
        more = f' {true:.5f} | {abs(mine / true - 1):.1e} | {abs(other / true - 1):.1e} |' if a.exact else ''
        print(f'| {step} | {mine:.5f} | {other:.5f} | {difference:.1e} |{more}', flush=True)
    print(f'\n{a.model}: largest relative difference of {len(ours)} losses {largest:.1e}, allowed {a.tolerance:.0e}')
    sys.exit(largest > a.tolerance)


if __name__ == '__main__':
    main()
