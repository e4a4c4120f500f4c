#!/bin/sh
# compare.sh [COUNT] [SEED]: draws COUNT (1000) random cases with the pycocotools of PYTHON (python3) and compares
# every bit of ours with them.
set -eu
cd "$(dirname -- "$0")/../../../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" coco/src/test/python/golden_cases.py "$folder" "${1:-1000}" "${2:-$(date +%s)}"
./mvnw -B -q -ntp -pl coco -am -Dtest=PeerCasesTest -Dsurefire.failIfNoSpecifiedTests=false -Dlors.cases="$folder" test
echo "pycocotools: all of ${1:-1000} random cases have the same bits"
