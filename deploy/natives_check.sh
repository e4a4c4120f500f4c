#!/bin/sh
# Loads the libraries for CUDA on a machine without a driver, by a stub, and holds the golden operations against them.
#   sh deploy/natives_check.sh [FOLDER [GOLDEN]]       FOLDER as `lors natives fetch --into` fills it; kept
# Without a FOLDER they are fetched into a temporary one, which needs 9 GB and is given ten minutes.
set -eu
cd "$(dirname "$0")/.."
for tool in cc nm; do
  command -v $tool >/dev/null || { echo "skipped: natives for CUDA; there is no $tool"; exit 0; }
done
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "skipped: natives for CUDA; they are for Linux on x86-64"; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/lors-natives.XXXXXX")
trap 'rm -rf "$work"' EXIT
folder=${1:-}
golden=${2:-cli/src/test/resources/golden/ops}
if [ -z "$folder" ]; then
  folder=$work/natives
  timeout 600 ./lors natives fetch --retries 2 --into "$folder" >"$work/fetch.out" 2>&1 || {
    echo "skipped: natives for CUDA; they were not fetched: $(tail -n 1 "$work/fetch.out")"
    exit 0
  }
fi
folder=$(cd "$folder" && pwd)
sh deploy/cuda_stub.sh "$folder" "$work/stub"
libraries=$work/stub
for lib in "$folder"/nvidia/*/lib "$folder"/cusparselt/lib "$folder"/torch/lib; do
  libraries=$libraries:$lib
done
classpath=
for jar in cli/target/lib/*.jar; do
  case $jar in
    */pytorch-native-cpu-*) ;;
    *) classpath=${classpath:+$classpath:}$jar ;;
  esac
done
export PYTORCH_LIBRARY_PATH="$folder/torch/lib" PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128
export LD_LIBRARY_PATH="$libraries" DJL_CACHE_DIR="$work/djl"
java -cp "$classpath" dev.lorsbench.cli.Lors verify "$golden"
