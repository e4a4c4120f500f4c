#!/bin/sh
# Holds the files of deployment against the published schemas: Kubernetes' by kubernetes-validate (PyPI), Compose's by
# jsonschema (PyPI) and the schema in Docker's own compose-go module (Go). Makes .tools/deploy the first time.
set -eu
cd "$(dirname "$0")/.."
tools=$PWD/.tools/deploy
[ -x "$tools/bin/kubernetes-validate" ] || {
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet kubernetes-validate==1.37.0 jsonschema==4.25.1 PyYAML==6.0.3
}
for file in deploy/kubernetes/*.yaml; do
  case $file in
    */kustomization.yaml) ;;
    *) "$tools/bin/kubernetes-validate" --strict "$file" ;;
  esac
done
if command -v kubectl >/dev/null; then
  kubectl kustomize deploy/kubernetes >/dev/null && echo "kustomization.yaml builds"
fi
if command -v go >/dev/null; then
  module=$(cd "$tools" && go mod download -json github.com/compose-spec/compose-go/v2@v2.9.0 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  "$tools/bin/python" deploy/compose_schema.py "$module/schema/compose-spec.json" docker-compose.yml
else
  echo "skipped: docker-compose.yml against its schema, which Go fetches"
fi
