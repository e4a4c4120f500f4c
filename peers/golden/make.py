"""Writes golden cases of every kind, drawn anew, in the format of the released numbers.

    python make.py OUT --peer ../shared/peer --each 30 --seed 0

OUT gets ops/, decoder/, model/ and cocoeval/ with `--each` cases of each kind, hungarian.json, params.json and index.json:
what `lors verify OUT` runs. Numbers are the yardstick's in float64, rounded to float32 where a tensor is stored; a case whose
float32 twin is further off than a tenth of the tolerance is drawn anew, as is an operation that moves by more than a quarter of
it where its inputs and weights move by float32's last digit, and a trajectory ends where float32, or float64 with
weights of other last digits, leaves it. `--exact` asks the latter alone: steps that float32 cannot repeat are kept.
"""
import argparse, json, pathlib, sys


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('out', type=pathlib.Path)
    p.add_argument('--peer', type=pathlib.Path, default=pathlib.Path('../shared/peer'), help='folder of the yardstick (model.py)')
    p.add_argument('--each', type=int, default=30, help='cases of each kind (of operations: of each operation)')
    p.add_argument('--seed', type=int, default=0)
    p.add_argument('--only', help='comma-separated: ops, decoder, model, cocoeval, hungarian, params')
    p.add_argument('--exact', action='store_true', help='trajectories as long as float64 repeats them, whatever float32 makes of them')
    a = p.parse_args()
    sys.path[:0] = [str(a.peer), str(pathlib.Path(__file__).parent)]
    import counts, decoders, detectors, evaluation, operations
    kinds = dict(ops=operations.write, decoder=lambda out, each, seed: decoders.write(out, each, seed, a.exact), model=detectors.write,
                 cocoeval=evaluation.write, hungarian=counts.hungarian, params=counts.params)
    chosen = a.only.split(',') if a.only else list(kinds)
    a.out.mkdir(parents=True, exist_ok=True)
    for kind in chosen:
        kinds[kind](a.out, a.each, a.seed)
        print(kind, 'written', file=sys.stderr)
    indexed = sorted(str(f.relative_to(a.out)) for d in ('ops', 'decoder') for f in a.out.glob(d + '/*.json'))
    (a.out / 'index.json').write_text(json.dumps(indexed, indent=1))


main()
