#!/bin/sh
# Trains short runs and prints the SHA-256 of each one's model.safetensors and its scores: what a change that claims to
# leave the mathematics alone must leave as it is, on one machine. LORS names the launcher of another checkout.
#   sh benchmarks/bits.sh > after.txt; diff before.txt after.txt
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
lors=${LORS:-$here/lors}
shared=${SHARED:-$here/../shared}
work=$(mktemp -d "${TMPDIR:-/tmp}/lors-bits.XXXXXX")
trap 'rm -rf "$work"' EXIT

hash() { sha256sum "$1" | cut -d' ' -f1; }

run() { # NAME DATA OPTIONS...
  name=$1
  data=$2
  shift 2
  "$lors" train --data "$shared/data/$data" --threads 1 --seed 3 --out "$work/$name" --json "$@" >"$work/$name.json"
  printf '%-22s %s' "$name" "$(hash "$work/$name/model.safetensors")"
  case $data in
    bccd)
      "$lors" eval "$work/$name" --data "$shared/data/$data" --split val --threads 1 --json >"$work/$name.eval"
      printf ' scores %s' "$(python3 -c 'import json, sys
print(json.dumps(json.load(open(sys.argv[1]))["stats"]))' "$work/$name.eval" 2>/dev/null || echo unknown)"
      ;;
  esac
  printf '\n'
}

run lors-tiny bccd --preset lors-tiny --size 128 --batch 4 --steps 200
run adamixer-tiny bccd --preset adamixer-tiny --size 128 --batch 2 --steps 12
run lors-tiny-accumulated bccd --preset lors-tiny --size 96 --batch 4 --steps 6 --set 'optimiser={accumulate: 2, ema: 0.9}'
run lors-tiny-bfloat16 bccd --preset lors-tiny --size 96 --batch 2 --steps 4 --precision bfloat16
run lors-r50-64px bccd --preset lors-r50-1x --size 64 --batch 1 --steps 2
run deit-tiny cifar10-mini --task classification --preset deit-tiny --batch 8 --steps 6
run deit-tiny-lors cifar10-mini --task classification --preset deit-tiny-lors --batch 8 --steps 6 --set 'optimiser={ema: 0.9}'
