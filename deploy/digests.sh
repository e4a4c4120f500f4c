#!/bin/sh
# Pins every image of others by the digest that its registry gives for its tag now.
#
#   sh deploy/digests.sh [FILE...]     default: docker-compose.yml, Dockerfile and deploy/kubernetes/*.yaml
#
# Nothing is written unless every digest was resolved. Needs crane, skopeo or docker, and the registries in reach.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- docker-compose.yml Dockerfile deploy/kubernetes/*.yaml

digest() {
  if command -v crane >/dev/null; then
    crane digest "$1"
  elif command -v skopeo >/dev/null; then
    skopeo inspect --format '{{.Digest}}' "docker://$1"
  elif command -v docker >/dev/null; then
    docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1"
  else
    echo "digests: needs crane, skopeo or docker to ask registries" >&2
    exit 1
  fi
}

# Our own images are built, not pulled; names with a variable are the user's; stages of the Dockerfile have no tag.
images=$(sed -nE 's/^ *(image:|FROM) +([a-z0-9][^ @$]*:[^ @$]+)(@sha256:[0-9a-f]+)?( .*)?$/\2/p' "$@" | grep -v '^lorsbench:' | sort -u)

edits=
for image in $images; do
  found=$(digest "$image") || { echo "digests: no registry gave the digest of $image; nothing was changed" >&2; exit 1; }
  case $found in
    sha256:*) [ ${#found} -eq 71 ] ;;
    *) false ;;
  esac || { echo "digests: $image has \"$found\", which is no SHA-256 digest; nothing was changed" >&2; exit 1; }
  escaped=$(printf '%s' "$image" | sed 's/[.]/\\./g')
  edits="$edits
s#^( *(image:|FROM) +$escaped)(@sha256:[0-9a-f]+)?( .*)?\$#\\1@$found\\4#"
  echo "$image@$found"
done

for file in "$@"; do
  sed -E "$edits" "$file" >"$file.part"
  cat "$file.part" >"$file"
  rm "$file.part"
done
