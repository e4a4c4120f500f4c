#!/bin/sh
# first_losses.sh: the first 20 losses of lors-tiny and adamixer-tiny beside the plain PyTorch yardstick's, from the same
# initial weights and the same batches; writes benchmarks/DATE-first-losses.md, ends with 1 where they differ by more than
# 1e-3. PYTHON (python3), PEER (../shared/peer), DATA (../shared/data/bccd), SIZE (160) and THREADS (2) may be set;
# EXACT=1 runs the yardstick in float64 too.
set -eu
cd "$(dirname -- "$0")/.."
. benchmarks/common.sh

yardstick_here first_losses.sh
data=${DATA:-../shared/data/bccd}
size=${SIZE:-160}

{
  heading "First losses beside the plain PyTorch yardstick" "sh benchmarks/first_losses.sh"
  printf -- '- yardstick: torch %s\n' "$("$python" -c 'import torch; print(torch.__version__)')"
  printf -- '- data: %s, stretched to %s x %s, 4 images a step, no flips, warm-up over 100 steps to 1e-3\n' \
    "$(basename "$data")" "$size" "$size"
} > "$work/report"
code=0
for model in lors-tiny adamixer-tiny; do
  common="--data $data --preset $model --size $size --batch 4 --seed 0 --threads $threads --json"
  # One step at rate 0 leaves the initial weights as they were drawn.
  # shellcheck disable=SC2086 # a list of words
  ./lors train $common --steps 1 --lr 0 --out "$work/start-$model" > /dev/null
  # shellcheck disable=SC2086
  ./lors train $common --steps 20 --set log_every=1 --set flip=0 --set schedule=constant --out "$work/$model" > /dev/null
  printf '\n## %s\n\n' "$model" >> "$work/report"
  "$python" benchmarks/first_losses.py --peer "$peer" --data "$data" --model "$model" --size "$size" \
    --threads "$threads" ${EXACT:+--exact} --start "$work/start-$model/model.safetensors" --ours "$work/$model/metrics.jsonl" \
    > "$work/table" || code=1
  cat "$work/table" >> "$work/report"
  tail -n 1 "$work/table"
done
report=benchmarks/$(date -u +%Y-%m-%d)-first-losses.md
mv "$work/report" "$report"
echo "written: $report"
exit $code
