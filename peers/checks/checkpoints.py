"""`lors convert` against torch.save and torch.load, bit by bit, in both of PyTorch's formats."""
import zipfile
import torch
from safetensors.torch import load_file, save_file
from check import check, done, lors
from torch_cases import AVERAGE, CASES, TRAINED


def same(a, b):
    """Equal names, types, shapes and bits (a NaN equals itself)."""
    assert list(sorted(a)) == list(sorted(b)), f'{sorted(a)} against {sorted(b)}'
    for name in a:
        x, y = a[name].detach().contiguous(), b[name].detach().contiguous()
        assert x.dtype == y.dtype and x.shape == y.shape, f'{name}: {x.dtype} {tuple(x.shape)} against {y.dtype} {tuple(y.shape)}'
        assert x.reshape(-1).view(torch.uint8).equal(y.reshape(-1).view(torch.uint8)), f'{name} has other bits'


for name, (saved, held, form) in CASES.items():
    @check(f'{name}: what torch.save wrote becomes safetensors of the same bits, and a .pth for weights_only=True')
    def _():
        torch.save(saved, f'{name}.pth', **form)
        done('convert', f'{name}.pth', f'{name}.safetensors')
        same(load_file(f'{name}.safetensors'), held)
        done('convert', f'{name}.safetensors', f'{name}_again.pth')
        same(torch.load(f'{name}_again.pth', weights_only=True), held)
        same(torch.load(f'{name}_again.pth', weights_only=True, mmap=True), held)
        done('convert', f'{name}_again.pth', f'{name}_back.safetensors')
        same(load_file(f'{name}_back.safetensors'), held)


@check('--entry takes another dict of the same file')
def _():
    torch.save(TRAINED, 'trained.pth')
    done('convert', 'trained.pth', 'average.pth', '--entry', 'ema_state_dict')
    same(torch.load('average.pth', weights_only=True), AVERAGE)


@check('load_state_dict takes what is written, strictly')
def _():
    from torch import nn
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4))
    save_file(net.state_dict(), 'net.safetensors')
    done('convert', 'net.safetensors', 'net.pth')
    net.load_state_dict(torch.load('net.pth', weights_only=True), strict=True)


@check('a pickle that calls os.system is refused by name and runs nothing')
def _():
    import os, pathlib

    class Harm:
        def __reduce__(self):
            return os.system, ('touch harmed',)

    for form in ({}, dict(_use_new_zipfile_serialization=False)):
        torch.save({'w': torch.zeros(2), 'x': Harm()}, 'harm.pth', **form)
        result = lors('convert', 'harm.pth', 'harm.safetensors')
        assert result.returncode == 1 and 'posix.system is not allowed' in result.stderr, result.stderr
        assert result.stderr.count('\n') == 1 and not pathlib.Path('harmed').exists() and not pathlib.Path('harm.safetensors').exists()


@check('a compressed archive and a file cut off are refused in one line')
def _():
    torch.save({'w': torch.zeros(1000)}, 'whole.pth')
    with zipfile.ZipFile('whole.pth') as old, zipfile.ZipFile('packed.pth', 'w', zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
    open('cut.pth', 'wb').write(open('whole.pth', 'rb').read()[:-40])
    for name, says in (('packed', 'is compressed'), ('cut', 'cut off')):
        result = lors('convert', f'{name}.pth', 'out.safetensors')
        assert result.returncode == 1 and says in result.stderr and result.stderr.count('\n') == 1, result.stderr
