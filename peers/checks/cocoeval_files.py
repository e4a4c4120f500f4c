"""`lors cocoeval` from the shell against this environment's pycocotools, on files that are legal and oddly written.

Numbers in every spelling, spaces, extra fields, other orders, escapes, gzip; ids that are large, negative or occur twice; images,
categories or detections that are missing altogether; boxes without an area and boxes whose IoU is NaN.
"""
import contextlib, gzip, io, json, os, pathlib, random, time
import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from check import check, lors

COUNT = int(os.environ.get('CASES', '100'))
SEED = int(os.environ.get('SEED', time.time()))


def spelt(r, v):
    """One of the ways in which JSON can write a number."""
    v, k = float(v), r.random()
    if v.is_integer() and abs(v) < 1e14 and k < .5:
        return r.choice([f'{int(v)}', f'{int(v)}.0', f'{int(v)}e0', f'{int(v) * 10}E-1'])
    if k < .7 or abs(v) > 1e10:
        return r.choice([repr(v), f'{v:.17e}'])
    return r.choice([f'{v:.30f}', f'{v:.30g}', repr(v)])


def draw(r):
    top = r.choice([10, 10**6, 2**53 + 1000, 2**61])
    ids = lambda n: r.sample(range(-top if r.random() < .3 else 0, top), min(n, top))
    images, categories = ids(r.choice([0, 1, 2, 5, 30])), ids(r.choice([0, 1, 2, 5, 20]))
    number = r.choice([lambda a, b: round(r.uniform(a, b), 2), r.uniform, lambda a, b: float(r.randint(a, b))])

    def box():
        odd = [[number(0, 100), number(0, 100), 0.0, 5.0], [number(-300, 0), 0.0, number(-50, 0), 9.0],
               [0.0, 0.0, 1e300, 1e300], [0.0, 0.0, 1e-300, 1e-320]]
        side = r.choice([20, 100, 400])
        return r.choice(odd) if r.random() < .08 else [number(-20, 300), number(-20, 300), number(1, side), number(1, side)]

    count = r.choice([0, 1, 5, 40, 200]) if images else 0
    own, annotations = ids(count) if top > 10 else list(range(count)), []
    crowds, repeated = r.random() < .1, r.random() < .2
    for i in range(count):
        b = box()
        area = min(abs(b[2] * b[3]), 1e10) if r.random() > .3 else r.choice([0.0, 1024.0, 9216.0, 1e10, -5.0])
        annotations.append(dict(
            id=r.choice(own[:i + 1]) if repeated and r.random() < .2 else own[i], bbox=b, area=area,
            image_id=r.choice(images) if r.random() < .98 else 987654321012,
            category_id=r.choice(categories) if categories and r.random() < .97 else 12345678,
            iscrowd=int(crowds or r.random() < .1)))
    found, levels = [], r.choice([2, 10, 10**6])
    for _ in range(r.choice([0, 1, 10, 150, 900]) if images else 0):
        image, category, b = r.choice(images), r.choice(categories or [777]), box()
        if annotations and r.random() < .6:
            near, e = r.choice(annotations), r.choice([0, 1e-12, .05, .2])
            image, category = near['image_id'] if near['image_id'] in images else image, near['category_id']
            b = [v + e * r.uniform(-1, 1) * (min(abs(v), 1e6) or 1) for v in near['bbox']]
        score = r.randint(0, levels) / levels if r.random() < .95 else r.choice([-0.0, 1e-310, 5.0, -3.25, 1e300])
        found.append(dict(image_id=image, category_id=category, bbox=b, score=score))
    return images, categories, annotations, found


def written(r, images, categories, annotations, found):
    space = lambda: r.choice(['', '', ' ', '\n', '\t ', '\r\n'])
    joined = lambda parts: (space() + ',' + space()).join(parts)
    array = lambda parts: '[' + space() + joined(parts) + space() + ']'
    shuffled, extra = r.random() < .5, r.random() < .7
    word = r.choice(['plain', 'üñí', '\\u00e9\\n', '日本', '\\ud83d\\ude00'])
    more = ['"segmentation":[[1,2,3,4,5.5,6e0]]', '"segmentation":{"counts":"ab\\\\c\\"","size":[4,5]}', '"x":{"a":[{},[],[[]],null,true]}',
            f'"note":"{word}"', '"ignore":0']

    def thing(**fields):
        parts = [f'"{name}"{space()}:{space()}{value}' for name, value in fields.items()] + ([r.choice(more)] if extra else [])
        if shuffled:
            r.shuffle(parts)
        return '{' + space() + joined(parts) + space() + '}'

    box = lambda b: '[' + ','.join(spelt(r, v) for v in b) + ']'
    parts = ['"images":' + array([thing(id=i, width=640, height=480, file_name=f'"{word}"') for i in images]),
             '"categories":' + array([thing(id=c, name=f'"{word}{c}"') for c in categories]),
             '"annotations":' + array([thing(**a | dict(bbox=box(a['bbox']), area=spelt(r, a['area']))) for a in annotations])]
    r.shuffle(parts)
    results = [thing(**d | dict(bbox=box(d['bbox']), score=spelt(r, d['score']))) for d in found]
    return space() + '{' + joined(parts) + '}' + space(), space() + array(results) + space()


def expected(gt, dt):
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all='ignore'):
        truth, results = COCO(), COCO()
        truth.dataset = json.loads(gt)
        truth.createIndex()
        results.dataset = truth.dataset | dict(annotations=[])
        results.createIndex()
        found = json.loads(dt)
        # pycocotools itself fails on an empty list.
        e = COCOeval(truth, truth.loadRes(found) if found else results, 'bbox')
        e.evaluate(), e.accumulate()
    with contextlib.redirect_stdout(io.StringIO()) as lines:
        e.summarize()
    return [float(v) for v in e.stats], lines.getvalue()


@check(f'{COUNT} oddly written pairs of files through lors cocoeval have the digits of pycocotools')
def _():
    for case in range(COUNT):
        r = random.Random(SEED * 1_000_003 + case)
        gt, dt = written(r, *draw(r))
        zipped = r.random() < .2
        names = [pathlib.Path(name + ('.gz' if zipped else '')) for name in ('gt.json', 'dt.json')]
        for name, text in zip(names, (gt, dt)):
            name.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
        stats, lines = expected(gt, dt)
        as_json = lors('cocoeval', *names, '--json', '--threads', r.choice([1, 2, 3]))
        assert as_json.returncode == 0, f'seed {SEED}, case {case}: {as_json.stderr}'
        assert json.loads(as_json.stdout)['stats'] == stats, f'seed {SEED}, case {case}: {as_json.stdout}, not {stats}'
        if case % 10 == 0:
            assert lors('cocoeval', *names).stdout == lines, f'seed {SEED}, case {case}: other lines'
