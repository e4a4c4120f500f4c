#!/bin/sh
# curves.sh: loss curves of lors-tiny and adamixer-tiny beside the plain PyTorch yardstick's, from the same initial weights
# and the same batches, each program with one thread and with two; writes benchmarks/DATE-curves.md, ends with 1 where the
# programs differ by more than such runs of one program do. PYTHON (python3), PEER (../shared/peer), SETS (bccd and
# coco-mini of ../shared/data), STEPS (300) and SIZE (160) may be set.
set -eu
cd "$(dirname -- "$0")/.."
. benchmarks/common.sh

yardstick_here curves.sh
sets=${SETS:-../shared/data/bccd ../shared/data/coco-mini}
steps=${STEPS:-300}
size=${SIZE:-160}

{
  heading "Loss curves beside the plain PyTorch yardstick" "sh benchmarks/curves.sh"
  printf -- '- yardstick: torch %s\n' "$("$python" -c 'import torch; print(torch.__version__)')"
  printf -- '- stretched to %s x %s, 4 images a step, no flips, warm-up over 100 steps to 1e-3; means of 25 losses\n' "$size" "$size"
  printf -- '- the same initial weights and the same batches in all four runs; a run differs from the other of its program in its threads alone, by rounding\n'
} > "$work/report"
code=0
for data in $sets; do
  for model in lors-tiny adamixer-tiny; do
    run="$work/$(basename "$data")-$model"
    common="--data $data --preset $model --size $size --batch 4 --seed 0 --json"
    # One step at rate 0 leaves the initial weights as they were drawn.
    # shellcheck disable=SC2086 # a list of words
    ./lors train $common --steps 1 --lr 0 --threads 2 --out "$run" > /dev/null
    for n in 1 2; do
      # shellcheck disable=SC2086
      ./lors train $common --steps "$steps" --set log_every=1 --set flip=0 --set schedule=constant \
        --threads "$n" --out "$run-$n" > /dev/null
    done
    printf '\n## %s: %s\n\n' "$(basename "$data")" "$model" >> "$work/report"
    "$python" benchmarks/curves.py --peer "$peer" --data "$data" --model "$model" --size "$size" \
      --start "$run/model.safetensors" --ours "$run-1/metrics.jsonl" "$run-2/metrics.jsonl" > "$work/table" || code=1
    cat "$work/table" >> "$work/report"
    printf '%s: ' "$(basename "$data")"
    tail -n 1 "$work/table"
  done
done
report=benchmarks/$(date -u +%Y-%m-%d)-curves.md
mv "$work/report" "$report"
echo "written: $report"
exit $code
