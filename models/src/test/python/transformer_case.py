"""Writes the classifier case of the tests: plain PyTorch in double precision, timm's names, weights from a seed.

    python transformer_case.py src/test/resources/transformer
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

PATCH, DIM, DEPTH, HEADS, RATIO, RANK, SIZE, CLASSES, IMAGES = 4, 12, 2, 3, 2, 3, 8, 5, 3
SHAPES = {"attn.qkv": (3 * DIM, DIM), "attn.proj": (DIM, DIM), "mlp.fc1": (RATIO * DIM, DIM), "mlp.fc2": (DIM, RATIO * DIM)}


def weights(low_rank, generator):
    """Every tensor by name, none of them special (no zeros, no ones)."""
    tokens = 1 + (SIZE // PATCH) ** 2
    shapes = {"cls_token": (1, 1, DIM), "pos_embed": (1, tokens, DIM), "patch_embed.proj.weight": (DIM, 3, PATCH, PATCH),
              "patch_embed.proj.bias": (DIM,), "norm.weight": (DIM,), "norm.bias": (DIM,),
              "head.weight": (CLASSES, DIM), "head.bias": (CLASSES,)}
    for name, (rows, columns) in SHAPES.items():
        if low_rank:
            shapes[f"shared.{name}.weight"] = (rows, columns)
        for i in range(DEPTH):
            if low_rank:
                shapes[f"blocks.{i}.{name}.weight_add_A"] = (RANK, columns)
                shapes[f"blocks.{i}.{name}.weight_add_B"] = (rows, RANK)
            else:
                shapes[f"blocks.{i}.{name}.weight"] = (rows, columns)
            shapes[f"blocks.{i}.{name}.bias"] = (rows,)
    for i in range(DEPTH):
        for norm in ("norm1", "norm2"):
            shapes[f"blocks.{i}.{norm}.weight"] = shapes[f"blocks.{i}.{norm}.bias"] = (DIM,)
    draw = lambda shape: (torch.rand(shape, generator=generator, dtype=torch.float32) - 0.5).double()
    return {name: draw(shape).requires_grad_() for name, shape in sorted(shapes.items())}


def linear(p, i, name, x, low_rank):
    weight = p[f"shared.{name}.weight"] + p[f"blocks.{i}.{name}.weight_add_B"] @ p[f"blocks.{i}.{name}.weight_add_A"] \
        if low_rank else p[f"blocks.{i}.{name}.weight"]
    return F.linear(x, weight, p[f"blocks.{i}.{name}.bias"])


def norm(p, name, x):
    return F.layer_norm(x, (DIM,), p[name + ".weight"], p[name + ".bias"], 1e-6)


def forward(p, images, low_rank):
    x = F.conv2d(images, p["patch_embed.proj.weight"], p["patch_embed.proj.bias"], stride=PATCH).flatten(2).transpose(1, 2)
    x = torch.cat([p["cls_token"].expand(len(images), -1, -1), x], 1) + p["pos_embed"]
    for i in range(DEPTH):
        qkv = linear(p, i, "attn.qkv", norm(p, f"blocks.{i}.norm1", x), low_rank)
        q, k, v = qkv.reshape(len(images), -1, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape)
        x = x + linear(p, i, "attn.proj", mixed, low_rank)
        hidden = F.gelu(linear(p, i, "mlp.fc1", norm(p, f"blocks.{i}.norm2", x), low_rank))
        x = x + linear(p, i, "mlp.fc2", hidden, low_rank)
    return F.linear(norm(p, "norm", x)[:, 0], p["head.weight"], p["head.bias"])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, low_rank in (("deit", False), ("deit_lors", True)):
        generator = torch.Generator().manual_seed(3)
        p = weights(low_rank, generator)
        images = (torch.rand((IMAGES, 3, SIZE, SIZE), generator=generator) * 4 - 2).double()
        labels = torch.tensor([4, 0, 2])
        scores = forward(p, images, low_rank)
        loss = F.cross_entropy(scores, labels)
        gradients = torch.autograd.grad(loss, list(p.values()))
        tensors = {"in.images": images, "in.labels": labels, "out.scores": scores.detach(), "out.loss": loss.detach().reshape(1)}
        tensors |= {"param." + n: t.detach() for n, t in p.items()}
        tensors |= {"grad.param." + n: g for n, g in zip(p, gradients)}
        save_file({n: (t.float() if t.is_floating_point() else t).contiguous() for n, t in tensors.items()}, folder / f"{name}.safetensors")
        config = {"patch_size": PATCH, "embed_dim": DIM, "depth": DEPTH, "num_heads": HEADS, "mlp_ratio": RATIO}
        (folder / f"{name}.json").write_text(json.dumps(config | ({"rank": RANK} if low_rank else {})) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
