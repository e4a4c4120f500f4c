"""Holds a Compose file against Compose's JSON Schema: compose_schema.py SCHEMA FILE."""

import json
import sys

import jsonschema
import yaml

with open(sys.argv[1]) as schema, open(sys.argv[2]) as compose:
    validator = jsonschema.Draft7Validator(json.load(schema))
    errors = list(validator.iter_errors(yaml.safe_load(compose)))
for error in errors:
    print(f"{sys.argv[2]}: {'.'.join(map(str, error.path))}: {error.message}")
if not errors:
    print(f"{sys.argv[2]} passed")
sys.exit(1 if errors else 0)
