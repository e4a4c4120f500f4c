#!/bin/sh
# python.sh: prints the interpreter that the Python side runs on: PYTHON where it is set, otherwise that of a virtual
# environment under target/, made from requirements.txt once and again whenever that file changes.
# pip's own variables are respected; for a machine without a GPU, PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
# spares two gigabytes.
set -eu
cd "$(dirname -- "$0")/.."

if [ -n "${PYTHON:-}" ]; then
  command -v "$PYTHON" || { echo "peers: PYTHON is $PYTHON, which is no program" >&2; exit 1; }
  exit 0
fi
venv=$PWD/target/peers/venv
made=$venv/requirements.txt
if ! cmp -s peers/requirements.txt "$made"; then
  for base in python3.13 python3.12 python3.11 python3 none; do
    [ "$base" != none ] || { echo "peers: no Python 3.11 to 3.13 with venv on the PATH; set PYTHON" >&2; exit 1; }
    "$base" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && break
  done
  echo "peers: installing peers/requirements.txt into target/peers/venv (some minutes, once)" >&2
  rm -rf "$venv"
  "$base" -m venv "$venv" >&2
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r peers/requirements.txt >&2 \
    || { echo "peers: pip could not install peers/requirements.txt (see above)" >&2; exit 1; }
  cp peers/requirements.txt "$made"
fi
echo "$venv/bin/python"
