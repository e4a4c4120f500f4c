"""The COCO evaluator against this environment's pycocotools, bit by bit, on cases drawn anew each time."""
import os, pathlib, subprocess, sys
from check import check

COMPARE = pathlib.Path(os.environ['LORS']).parent / 'coco/src/test/python/compare.sh'
COUNT = os.environ.get('CASES', '1000')


@check(f'{COUNT} random evaluations, half of them with settings of their own, have the bits of pycocotools')
def _():
    result = subprocess.run(['sh', str(COMPARE), COUNT], env=os.environ | {'PYTHON': sys.executable},
                            capture_output=True, text=True)
    assert result.returncode == 0, (result.stdout + result.stderr)[-2000:]
