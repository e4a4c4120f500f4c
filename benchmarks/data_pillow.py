"""Pillow on the way of `lors bench data`: decode, resize, normalise and pad the images of a folder.

python data_pillow.py FOLDER [--short 800] [--threads 1] [--rounds 3]; one JSON line.
"""

import argparse
import json
import pathlib
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

MEAN = np.array([123.675, 116.28, 103.53], np.float32)
DEVIATION = np.array([58.395, 57.12, 57.375], np.float32)

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--short", type=int, default=800)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=3)
args = parser.parse_args()


def prepare(file):
    image = Image.open(file).convert("RGB")
    w, h = image.size
    scale = min(args.short / min(w, h), 1333 / max(w, h))
    w, h = int(w * scale + 0.5), int(h * scale + 0.5)
    seen = (np.asarray(image.resize((w, h), Image.BILINEAR), np.float32) - MEAN) / DEVIATION
    batch = np.zeros((3, -(-h // 32) * 32, -(-w // 32) * 32), np.float32)
    batch[:, :h, :w] = seen.transpose(2, 0, 1)
    return batch.shape


files = sorted(args.folder.glob("*.jpg"))
with ThreadPoolExecutor(args.threads) as pool:
    list(pool.map(prepare, files))
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(args.rounds - 1):
        list(pool.map(prepare, files))
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
images = len(files) * (args.rounds - 1)
print(
    json.dumps(
        {
            "what": "pillow",
            "short": args.short,
            "threads": args.threads,
            "images": images,
            "images_per_second": round(images / wall, 1),
            "cpu_ms_per_image": round(1000 * cpu / images, 2),
        }
    )
)
