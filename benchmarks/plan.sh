#!/bin/sh
# How long `lors plan` takes for a sweep of 100,000 trials, and in how much memory. Needs a COCO-format folder.
#   benchmarks/plan.sh DATA [RUNS]
set -eu
data=${1:?a data set in COCO format}
runs=${2:-3}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/sweep.yaml" <<'SWEEP'
name: many
baseline: full
train: {steps: 1200, batch: 8}
trials:
  - {name: full, model: adamixer-tiny}
search:
  method: random
  trials: 99999
  name: low
  model: lors-tiny
  parameters:
    model.kernel_sizes: {range: [1, 16], integer: true, scale: log, repeat: 3}
    model.mix_out_proj_ranks: {range: [1, 32], integer: true, scale: log, repeat: 3}
    train.learning_rate: {range: [0.0001, 0.01], scale: log}
    train.schedule: [step, cosine, poly]
    train.power: {range: [0.5, 2.0], when: {train.schedule: [poly]}}
SWEEP
export JAVA_TOOL_OPTIONS="-Xmx${HEAP:-800m}"
clock=
[ -x /usr/bin/time ] && clock="/usr/bin/time -f %M -o $work/memory" # GNU's; largest resident memory in KiB
"${LORS:-$here/lors}" schema > /dev/null 2>&1 # builds once
for _ in $(seq "$runs"); do
  began=$(date +%s%N)
  $clock "${LORS:-$here/lors}" plan "$work/sweep.yaml" --data "$data" --data-dir "$work/none" --no-calibration --json \
    > "$work/plan.json" 2> "$work/errors" || true # the disk has no room for them
  ended=$(date +%s%N)
  printf '%s trials, %d ms, %d bytes of JSON, heap at most %s, resident %s KiB\n' \
    "$(grep -o '"trial_count":[0-9]*' "$work/plan.json" | cut -d: -f2)" $(((ended - began) / 1000000)) \
    "$(wc -c < "$work/plan.json")" "${HEAP:-800m}" "$(tail -1 "$work/memory" 2>/dev/null || echo unknown)"
done
