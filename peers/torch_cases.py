"""Checkpoints as the installed torch writes them, and what they hold.

    python torch_cases.py FOLDER     writes NAME.pth and NAME.expected.safetensors for each case (the Java tests' copies)

`CASES` maps a name to (what torch.save gets, the tensors that must be read from it, arguments of torch.save).
"""
import collections, pathlib, sys
import numpy as np
import torch
from torch import nn


def tensors():
    r = torch.Generator().manual_seed(0)
    real = torch.randn(4, 6, generator=r)
    return collections.OrderedDict(
        float=real, double=real.double(), half=real.half(), bfloat=real.bfloat16(),
        long=torch.tensor([2**62, -1, 0]), int=torch.tensor([[7], [-7]], dtype=torch.int32), short=torch.tensor([300], dtype=torch.int16),
        char=torch.tensor([-3, 3], dtype=torch.int8), byte=torch.tensor([255, 0], dtype=torch.uint8), bool=torch.tensor([True, False, True]),
        scalar=torch.tensor(2.5), step=torch.tensor(12), empty=torch.zeros(0, 5), nothing=torch.zeros(0), special=torch.tensor([float('nan'), float('inf'), -0.0]))


def strided():
    r = torch.Generator().manual_seed(1)
    whole = torch.randn(3, 4, 5, generator=r)
    half = torch.randn(6, 6, generator=r).half()
    return collections.OrderedDict(
        whole=whole, tied=whole, part=whole[1], row=whole[1, 2], column=whole[:, :, 3], turned=whole.permute(2, 0, 1), steps=whole[::2, 1::2, ::3],
        expanded=torch.tensor([1.5, 2.5]).view(2, 1).expand(2, 3), transposed=half.t(), diagonal=half.diagonal(), single=whole[2:3, :1, 4:5],
        last=torch.randn(2, 3, 4, 4, generator=r).contiguous(memory_format=torch.channels_last))


def trained():
    """As a training program leaves it: wrapped for data parallelism, with optimiser, meta data and numpy numbers."""
    torch.manual_seed(0)
    net = nn.Sequential(collections.OrderedDict(conv=nn.Conv2d(3, 4, 3, bias=False), bn=nn.BatchNorm2d(4), fc=nn.Linear(4, 2)))
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
    for _ in range(2):
        optimizer.zero_grad()
        net.fc(net.bn(net.conv(torch.randn(2, 3, 5, 5))).mean((2, 3))).sum().backward()
        optimizer.step()
    state = net.state_dict()
    wrapped = collections.OrderedDict(('module.' + k, v) for k, v in state.items())
    wrapped._metadata = state._metadata
    average = collections.OrderedDict((k, v * 0.5 if v.is_floating_point() else v) for k, v in state.items())
    meta = dict(epoch=12, iter=87964, CLASSES=('person', 'bicycle'), mmdet_version='2.12.0', time='Mon', best=np.float64(0.25),
                PALETTE=[(220, 20, 60)], config='model = dict()\n', seen={1, 2}, none=None, big=2**80, negative=-5, device=torch.device('cpu'))
    return dict(meta=meta, state_dict=wrapped, ema_state_dict=average, optimizer=optimizer.state_dict()), state, average


def parameters():
    return collections.OrderedDict(weight=nn.Parameter(torch.arange(6.).view(2, 3)), late=torch.tensor([1, 65535], dtype=torch.uint16))


def lazy():
    """Views whose negation is a mark in the pickle and not in the bytes."""
    whole = torch.arange(-3., 3.).view(2, 3)
    held = collections.OrderedDict(
        imaginary=torch.tensor([1 - 2j, -0.5 + 0j]).conj().imag, part=torch._neg_view(whole)[:, 1:], plain=whole, real=torch.tensor([1 + 2j]).conj().real,
        parameter=nn.Parameter(torch._neg_view(torch.tensor([[0., -0., float('inf')]]))))
    for t in (torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8):
        held[str(t).split('.')[1]] = torch._neg_view(torch.tensor([0, 1, 5, 100]).to(t))
    return held


def float8():
    """Every byte of each type of one byte; they are read as float32."""
    every = torch.arange(256, dtype=torch.int32).to(torch.uint8)
    types = (torch.float8_e4m3fn, torch.float8_e5m2, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz, torch.float8_e8m0fnu)
    return collections.OrderedDict((str(t).split('.')[1], every.view(t)) for t in types) | dict(turned=every[:6].view(2, 3).t().view(torch.float8_e5m2))


def same(held):
    return {k: v.detach().resolve_neg().float() if v.element_size() == 1 and v.is_floating_point() else v.detach().resolve_neg() for k, v in held.items()}


TRAINED, STATE, AVERAGE = trained()
OLD = dict(_use_new_zipfile_serialization=False)
CASES = {}
for suffix, form in (('zip', {}), ('legacy', OLD)):
    CASES[f'types_{suffix}'] = (tensors(), tensors(), form)
    CASES[f'strided_{suffix}'] = (strided(), strided(), form)
    CASES[f'trained_{suffix}'] = (TRAINED, STATE, form)
    CASES[f'lazy_{suffix}'] = (lazy(), same(lazy()), form)
    CASES[f'float8_{suffix}'] = (float8(), same(float8()), form)
    CASES[f'parameters_{suffix}'] = (parameters(), parameters(), form)
CASES['protocol4_zip'] = (dict(model=strided()), strided(), dict(pickle_protocol=4))
CASES['protocol5_zip'] = (tensors(), tensors(), dict(pickle_protocol=5))

if __name__ == '__main__':
    from safetensors.torch import save_file
    folder = pathlib.Path(sys.argv[1])
    for name, (saved, held, form) in CASES.items():
        torch.save(saved, folder / f'{name}.pth', **form)
        save_file({k: v.detach().clone().contiguous() for k, v in held.items()}, folder / f'{name}.expected.safetensors')
