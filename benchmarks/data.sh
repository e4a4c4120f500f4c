#!/bin/sh
# data.sh: images/s from files to batches, ours and Pillow's in turns, at 1 and 2 threads; JSON lines.
# DATA (a COCO folder) and PYTHON (with pillow and numpy) may be set.
set -eu
cd "$(dirname -- "$0")/.."
data=${DATA:-../shared/data/coco-mini}
python=${PYTHON:-python3}
cut -d' ' -f1-3 /proc/loadavg 2>/dev/null | sed 's/^/load when it began: /' >&2
for threads in 1 2; do
  ./lors bench data --data "$data" --threads "$threads"
  "$python" benchmarks/data_pillow.py "$data/train" --threads "$threads"
done
