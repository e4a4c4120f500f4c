"""`lors verify` on golden cases that nobody has seen: every kind, drawn anew from the yardstick in float64."""
import os, pathlib, subprocess, sys, time
from check import check, lors, shared

MAKE = pathlib.Path(os.environ['LORS']).parent / 'peers/golden/make.py'
COUNT, SEED = os.environ.get('GOLDEN', '3'), str(int(time.time()))


@check(f'{COUNT} cases of each kind with seed {SEED} are within their tolerances')
def _():
    made = subprocess.run([sys.executable, str(MAKE), 'drawn', '--peer', str(shared('peer')), '--each', COUNT, '--seed', SEED],
                          capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-2000:]
    result = lors('verify', 'drawn', timeout=3600)
    assert result.returncode == 0, ' / '.join(line for line in result.stdout.splitlines() if not ' ok ' in line) + result.stderr


@check('steps of AdamW go the yardstick\'s way in float64, whatever float32 makes of them')
def _():
    made = subprocess.run([sys.executable, str(MAKE), 'exact', '--peer', str(shared('peer')), '--each', COUNT, '--seed', SEED, '--only', 'decoder', '--exact'],
                          capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-2000:]
    result = lors('verify', 'exact', timeout=3600)
    assert result.returncode == 0, ' / '.join(line for line in result.stdout.splitlines() if not ' ok ' in line) + result.stderr
