#!/bin/sh
# run.sh [NAME...]: runs the checks of checks/ (all, or those named, without .py) against the real Python packages.
# Every check prints lines `PASS what` or `FAIL what: why`; this ends with their number, and with 1 where one failed.
#   PYTHON   an interpreter with the packages of requirements.txt, instead of the environment that is made
#   SHARED   (../shared) where golden numbers and data lie; a check that lacks them prints `SKIP what: why`
set -eu
cd "$(dirname -- "$0")/.."
python=$(sh peers/python.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LORS=$PWD/lors
SHARED=${SHARED:-$PWD/../shared}
PYTHONPATH=$PWD/peers
export LORS SHARED PYTHONPATH

./lors --version > "$work/version" || { echo "peers: lors does not build" >&2; exit 1; }
[ $# -gt 0 ] || set -- $(ls peers/checks | sed -n 's/\.py$//p')
for name in "$@"; do
  [ -f "peers/checks/$name.py" ] || { echo "peers: there is no check $name; there are: $(ls peers/checks | sed -n 's/\.py$//p' | tr '\n' ' ')" >&2; exit 2; }
  echo "== $name"
  mkdir "$work/$name"
  (cd "$work/$name" && "$python" "$OLDPWD/peers/checks/$name.py" 2>&1) | tee "$work/lines"
  cat "$work/lines" >> "$work/all"
  grep -qE '^(PASS|FAIL|SKIP) ' "$work/lines" || echo "FAIL $name: it printed no result" | tee -a "$work/all"
done
passed=$(grep -c '^PASS ' "$work/all" || true)
failed=$(grep -c '^FAIL ' "$work/all" || true)
skipped=$(grep -c '^SKIP ' "$work/all" || true)
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
