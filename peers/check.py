"""What every script of checks/ shares. A script runs in an empty folder of its own:

    from check import check, lors, shared

    @check("what is claimed")
    def _():
        assert lors("convert", "in.pth", "out.safetensors").returncode == 0

Each `check` prints `PASS what`, `FAIL what: why`, or `SKIP what: why` where it raised Absent.
"""
import os, pathlib, subprocess, traceback

SHARED = pathlib.Path(os.environ.get('SHARED', '../shared'))


class Absent(Exception):
    """Something that the check needs is not here."""


def check(what):
    """Runs the decorated function at once and prints what came of it."""
    def run(function):
        try:
            function()
            print(f'PASS {what}', flush=True)
        except Absent as e:
            print(f'SKIP {what}: {e}', flush=True)
        except BaseException as e:
            if not isinstance(e, AssertionError):
                traceback.print_exc()
            print(f'FAIL {what}: {type(e).__name__} {" ".join(str(e).split())}', flush=True)
        return function
    return run


def lors(*arguments, timeout=600):
    """Runs `lors` with these arguments; the result has returncode, stdout and stderr as text."""
    return subprocess.run([os.environ['LORS'], *map(str, arguments)], capture_output=True, text=True, timeout=timeout)


def done(*arguments):
    """Runs `lors`, which must succeed, and gives its output."""
    result = lors(*arguments)
    assert result.returncode == 0, f'lors {" ".join(map(str, arguments))} ended with {result.returncode}: {result.stderr}'
    return result.stdout


def shared(path):
    """A file or folder of SHARED."""
    found = SHARED / path
    if not found.exists():
        raise Absent(f'{found} is not here')
    return found
