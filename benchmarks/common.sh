# common.sh: what run.sh and peers.sh share. POSIX sh; sourced from the repository's root.

threads=${THREADS:-2}
cases=${CASES:-benchmarks/cases.txt}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The cases without comments; each line: model what height width batch depth repeat.
each_case() {
  sed 's/#.*//' "$cases" | awk 'NF == 7'
}

# number KEY: the value at a key of the flat JSON line on stdin.
number() {
  sed -n "s/.*\"$1\": *\"\{0,1\}\([^,\"}]*\).*/\1/p" | tail -n 1
}

# ours MODEL WHAT HEIGHT WIDTH BATCH DEPTH REPEAT: one JSON line.
ours() {
  ./lors bench one --model "$1" --what "$2" --height "$3" --width "$4" --batch "$5" --depth "$6" \
    --repeat "$7" --threads "$threads"
}

# heading TITLE COMMAND: the report's first lines, with machine and versions.
heading() {
  printf '# %s\n\n' "$1"
  printf -- '- date: %s\n' "$(date -u +%Y-%m-%dT%H:%MZ)"
  printf -- '- command: `%s`\n' "$2"
  printf -- '- machine: %s, %s cores, %s\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" \
    "$(getconf _NPROCESSORS_ONLN)" \
    "$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null)"
  printf -- '- load when it began: %s\n' "$(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null)"
  printf -- '- lorsbench: %s, %s; %s threads\n' \
    "$(git rev-parse --short HEAD 2>/dev/null || echo 'no commit')" \
    "$(./lors --version | tr '\n' ' ' | sed 's/ *$//')" "$threads"
}

# yardstick_here PROGRAM: sets `python` and `peer`, the plain PyTorch yardstick's, or ends with what is missing.
yardstick_here() {
  python=${PYTHON:-python3}
  peer=${PEER:-../shared/peer}
  [ -f "$peer/train.py" ] || { echo "$1: no yardstick at $peer; set PEER" >&2; exit 1; }
  "$python" -c 'import torch, safetensors, PIL' || { echo "$1: $python lacks torch, safetensors or pillow; set PYTHON" >&2; exit 1; }
}
