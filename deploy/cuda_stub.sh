#!/bin/sh
# Makes a libcuda.so.1 that has every function of the NVIDIA driver that the libraries below a folder ask for, each of
# which answers "no device" (100). With it the libraries for CUDA load on a machine without a driver, and see no card.
#   sh deploy/cuda_stub.sh NATIVES OUT
# Needs cc and nm (binutils).
set -eu
natives=$1
out=$2
mkdir -p "$out"
find "$natives" -name '*.so*' -type f -exec nm -D --undefined-only {} + 2>/dev/null \
  | sed -n 's/^ *U \(cu[A-Z][A-Za-z0-9_]*\)$/\1/p' | sort -u \
  | sed -n '/^cu\(Blas\|DNN\|Fft\|Rand\|Solver\|Sparse\)/d; s/.*/int &(void) { return 100; }/p' > "$out/stub.c"
[ -s "$out/stub.c" ] || { echo "cuda_stub.sh: no library below $natives asks for the driver" >&2; exit 1; }
cc -shared -fPIC -w -Wl,-soname,libcuda.so.1 -o "$out/libcuda.so.1" "$out/stub.c"
echo "$out/libcuda.so.1: $(wc -l < "$out/stub.c") functions"
