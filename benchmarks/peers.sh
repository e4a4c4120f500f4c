#!/bin/sh
# peers.sh: this project beside the plain PyTorch yardstick, alternately, on the same machine with the same threads;
# writes benchmarks/DATE-side-by-side.md. These may be set:
#   PYTHON  an interpreter with the packages of peers/requirements.txt; without it they are installed under target/
#   PEER (../shared/peer), DATA (../shared/data/bccd), THREADS (2), ROUNDS (2), STEPS (1200), CASES (benchmarks/cases.txt)
#   CHECKS=0 leaves the checks of peers/ out, TIMES=0 the timings, TRAIN=0 the training
set -eu
cd "$(dirname -- "$0")/.."
. benchmarks/common.sh

python=$(sh peers/python.sh)
peer=${PEER:-../shared/peer}
data=${DATA:-../shared/data/bccd}
rounds=${ROUNDS:-2}
steps=${STEPS:-1200}
"$python" -c 'import torch, scipy, numpy' || { echo "peers.sh: $python lacks torch, scipy or numpy" >&2; exit 1; }
[ "${CHECKS:-1}" = 0 ] || sh peers/run.sh
if [ "${TIMES:-1}" = 0 ] && [ "${TRAIN:-1}" = 0 ]; then exit 0; fi
[ -f "$peer/bench.py" ] || { echo "peers.sh: no yardstick at $peer; set PEER" >&2; exit 1; }

# The yardstick's name of a preset.
theirs_name() {
  case $1 in
    *-r50-1x) echo "${1%-r50-1x}" ;;
    *) echo "$1" ;;
  esac
}

theirs() {
  "$python" "$peer/bench.py" --model "$(theirs_name "$1")" --what "$2" --height "$3" --width "$4" --batch "$5" \
    --depth "$6" --repeat "$7" --threads "$threads"
}

# smallest KEY FILE: of the values at a key, one JSON line a round.
smallest() {
  while read -r line; do echo "$line" | number "$1"; done < "$2" | sort -g | head -n 1
}

measure() {
  each_case > "$work/cases"
  for round in $(seq "$rounds"); do
    n=0
    while read -r model what height width batch depth repeat; do
      n=$((n + 1))
      ours "$model" "$what" "$height" "$width" "$batch" "$depth" "$repeat" < /dev/null | tee -a "$work/ours.$n"
      theirs "$model" "$what" "$height" "$width" "$batch" "$depth" "$repeat" < /dev/null | tee -a "$work/theirs.$n"
    done < "$work/cases"
  done
  {
    printf '\n## One run, in milliseconds\n\n'
    printf 'The smallest median of %s rounds; in each round the two programs alternate, case by case.\n\n' "$rounds"
    echo '| model | what | size | batch | ours | yardstick | ours / yardstick | our peak MiB | its peak MiB |'
    echo '|---|---|---|---:|---:|---:|---:|---:|---:|'
    n=0
    while read -r model what height width batch depth repeat; do
      n=$((n + 1))
      a=$(smallest median "$work/ours.$n")
      b=$(smallest median "$work/theirs.$n")
      echo "| $model | $what | ${height}x$width | $batch | $a | $b | $(awk "BEGIN { printf \"%.2f\", $a / $b }") |" \
        "$(smallest peak_mib "$work/ours.$n") | $(smallest peak_mib "$work/theirs.$n") |"
    done < "$work/cases"
  } >> "$work/report"
}

train_both() {
  {
    printf '\n## Training on photographs\n\n'
    printf '`--size 160 --steps %s --batch 4 --seed 0` on `%s`, from random weights; seconds as each program reports them.\n\n' "$steps" "$(basename "$data")"
    echo '| model | program | decoder parameters | AP | AP50 | AP75 | seconds |'
    echo '|---|---|---:|---:|---:|---:|---:|'
  } >> "$work/report"
  for model in lors-tiny adamixer-tiny; do
    options="--size 160 --steps $steps --batch 4 --seed 0 --threads $threads"
    # shellcheck disable=SC2086 # a list of words
    ./lors train --data "$data" --preset "$model" $options --json --out "$work/$model"
    result=$(tr -d '\n' < "$work/$model/result.json")
    row "$model" ours "$result" ap ap50 ap75
    # shellcheck disable=SC2086
    result=$("$python" "$peer/train.py" --data "$data" --model "$model" $options --log 200 | tee /dev/stderr | tail -n 1)
    row "$model" yardstick "$result" AP AP50 AP75
  done
}

# row MODEL PROGRAM JSON AP AP50 AP75: one line of the training table.
row() {
  printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$(echo "$3" | number decoder_parameters)" \
    "$(echo "$3" | number "$4")" "$(echo "$3" | number "$5")" "$(echo "$3" | number "$6")" \
    "$(echo "$3" | number seconds)" >> "$work/report"
}

report=benchmarks/$(date -u +%Y-%m-%d)-side-by-side.md
{
  heading "Beside the plain PyTorch yardstick" "sh benchmarks/peers.sh"
  printf -- '- yardstick: torch %s\n' "$("$python" -c 'import torch; print(torch.__version__)')"
} > "$work/report"
[ "${TIMES:-1}" = 0 ] || measure
[ "${TRAIN:-1}" = 0 ] || train_both
mv "$work/report" "$report"
echo "written: $report"
