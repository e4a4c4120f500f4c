"""Loss curves beside those of the plain PyTorch yardstick, from the same weights and the same batches, in means of windows.

    python curves.py --peer ../shared/peer --data DIR --model lors-tiny --start initial.safetensors \
        --ours threads-1/metrics.jsonl threads-2/metrics.jsonl

Two runs of one program that differ in their threads alone differ by float32's rounding, which training amplifies: that is
the noise. Prints a table, and ends with 1 where the programs' mean curves differ by more than twice the larger noise of
the two, taken over the whole curve (root mean square over the windows).
"""
import argparse, sys
import first_losses


def windows(losses, width):
    return [sum(losses[i:i + width]) / width for i in range(0, len(losses) - width + 1, width)]


def rms(differences):
    return (sum(d * d for d in differences) / len(differences)) ** 0.5


def theirs(a, steps, threads):
    return list(first_losses.theirs(argparse.Namespace(**{**vars(a), 'threads': threads}), steps))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('peer', 'data', 'model', 'start'):
        p.add_argument('--' + name, required=True)
    p.add_argument('--ours', required=True, nargs=2, help='metrics of a run with one thread and of one with two')
    for name, value in (('size', 160), ('batch', 4), ('seed', 0), ('window', 25)):
        p.add_argument('--' + name, type=int, default=value)
    p.add_argument('--lr', type=float, default=1e-3)
    a = p.parse_args()
    sys.path.insert(0, a.peer)
    ours = [first_losses.logged(f) for f in a.ours]
    peer = [theirs(a, len(ours[0]), threads) for threads in (1, 2)]
    rows = [windows(losses, a.window) for losses in (*ours, *peer)]
    print('| steps | ours, 1 thread | 2 threads | yardstick, 1 thread | 2 threads | difference of the means |')
    print('|---|---:|---:|---:|---:|---:|')
    for n, row in enumerate(zip(*rows)):
        cells = ' | '.join(f'{v:.3f}' for v in row)
        difference = (row[0] + row[1] - row[2] - row[3]) / 2
        print(f'| {n * a.window + 1} to {(n + 1) * a.window} | {cells} | {difference:+.3f} |')
    noise = [rms([x - y for x, y in zip(*pair)]) for pair in (rows[:2], rows[2:])]
    between = rms([(r[0] + r[1] - r[2] - r[3]) / 2 for r in zip(*rows)])
    print(f'\n{a.model}: between the programs {between:.3f}, between runs of ours {noise[0]:.3f}, of the yardstick {noise[1]:.3f}')
    sys.exit(between > 2 * max(noise))


main()
