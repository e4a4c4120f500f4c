"""The packages are those that requirements.txt pins, where the environment is the project's own."""
import importlib.metadata, os, pathlib, sys
from check import Absent, check

REQUIREMENTS = pathlib.Path(__file__).parent.parent / 'requirements.txt'
for line in REQUIREMENTS.read_text().splitlines():
    name, equals, version = line.partition('==')
    if not equals or line.startswith('#'):
        continue

    @check(f'{name} is {version}')
    def _():
        found = importlib.metadata.version(name).split('+')[0]
        if found != version and os.environ.get('PYTHON'):
            raise Absent(f'PYTHON has {found}')
        assert found == version, f'found {found}'
