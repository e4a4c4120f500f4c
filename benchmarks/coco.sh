#!/bin/sh
# coco.sh: measures the COCO evaluator, beside hotcoco and faster-coco-eval; writes benchmarks/DATE-coco.md.
# PYTHON may name a Python that has them; else one is made in benchmarks/target. Words choose parts:
# beside growth memory shell.
set -eu
cd "$(dirname -- "$0")/.."

./lors --version > /dev/null
if [ -z "${PYTHON:-}" ]; then
  PYTHON=benchmarks/target/venv/bin/python
  [ -x "$PYTHON" ] || python3 -m venv benchmarks/target/venv
  "$PYTHON" -m pip install -q hotcoco==1.3.0 faster-coco-eval==1.8.0 pycocotools==2.0.11
fi
report=benchmarks/$(date -u +%Y-%m-%d)-coco.md
"$PYTHON" benchmarks/coco.py "$@" | tee benchmarks/target/coco.md
mv benchmarks/target/coco.md "$report"
echo "written: $report"
