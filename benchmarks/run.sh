#!/bin/sh
# run.sh: times this project's decoders and detectors; writes benchmarks/DATE-ours.md.
# THREADS (2) and CASES (benchmarks/cases.txt) may be set.
set -eu
cd "$(dirname -- "$0")/.."
. benchmarks/common.sh

report=benchmarks/$(date -u +%Y-%m-%d)-ours.md
each_case > "$work/cases"
{
  heading "Decoders and detectors" "sh benchmarks/run.sh"
  printf '\nMilliseconds of one run: the median of the repeats, and their range.\n\n'
  echo '| model | what | size | batch | median | min | max | peak MiB |'
  echo '|---|---|---|---:|---:|---:|---:|---:|'
} > "$work/report"
while read -r model what height width batch depth repeat; do
  line=$(ours "$model" "$what" "$height" "$width" "$batch" "$depth" "$repeat" < /dev/null)
  echo "$line"
  echo "| $model | $what | ${height}x$width | $batch | $(echo "$line" | number median) |" \
    "$(echo "$line" | number min) | $(echo "$line" | number max) |" \
    "$(echo "$line" | number peak_mib) |" >> "$work/report"
done < "$work/cases"
mv "$work/report" "$report"
echo "written: $report"
