"""Writes random cases in the format of golden/cocoeval, with what the installed pycocotools prints for them.

    python golden_cases.py FOLDER [COUNT] [SEED]

Each case is full of ties, crowds, sizes at the area limits, degenerate boxes, ids that occur twice and large ids. Half of them
have a settings.json: some images or categories only, pooled categories, other thresholds, recalls, areas and limits.
`sh compare.sh [COUNT] [SEED]` beside this file draws cases and compares every bit; it is
`mvn -pl coco test -Dtest=PeerCasesTest -Dlors.cases=FOLDER` that compares.
"""
import contextlib, io, json, pathlib, random, sys, zlib
import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def draw(r):
    wide = r.random() < .5
    images = [dict(id=i, width=640, height=480) for i in r.sample(range(1, 10**r.choice([2, 6, 12])), r.randint(1, 12))]
    categories = [dict(id=i, name=f'c{i}') for i in sorted(r.sample(range(1, 91), r.randint(1, 6)), key=lambda _: r.random())]
    number = (lambda lo, hi: round(r.uniform(lo, hi), 2)) if wide else (lambda lo, hi: r.randint(lo, hi))

    def box():
        w = r.choice([number(1, 30), number(1, 120), number(1, 400), 32, 96, 0, -3] if r.random() < .2 else [number(1, 30), number(20, 120)])
        if r.random() < .02:
            return [0, 0] + [r.choice([1e300, 1e-200])] * 2  # areas that overflow or vanish: IoUs that are NaN
        return [number(0, 200), number(0, 200), w, r.choice([w, number(1, 120)])]

    annotations = []
    for i in range(r.randint(1, 80)):
        b = box()
        area = r.choice([min(b[2] * b[3], 1e11), 1024, 1024.01, 9216, 0, 9215.99]) if r.random() < .3 else min(abs(b[2] * b[3]), 1e11)
        n = r.randint(0, i) if r.random() < .05 else i + r.choice([1, 1, 1000])
        annotations.append(dict(id=n, image_id=r.choice(images)['id'], category_id=r.choice(categories)['id'] if r.random() > .02 else 99,
                                bbox=b, area=area, iscrowd=int(r.random() < .1)))
    levels, found = r.choice([3, 20, 10**5]), []
    for _ in range(r.choice([1, 30, 300, 900])):
        a = r.choice(annotations)
        if r.random() < .6:
            e = r.choice([0, .05, .2])
            b = [v if v > 1e9 or 0 < v < 1e-9 else round(v + e * r.uniform(-1, 1) * (abs(v) if k > 1 else 60), 2) for k, v in enumerate(a['bbox'])]
            image, category = a['image_id'], a['category_id']
        else:
            b, image, category = box(), r.choice(images)['id'], r.choice(categories)['id']
        found.append(dict(image_id=image, category_id=category, bbox=b, score=r.randint(0, levels) / levels))
    return dict(images=images, annotations=annotations, categories=categories), found


def settings(r, gt):
    """What differs from COCO's own settings, for COCOeval.params and for the other side to read."""
    some = lambda of: r.sample(of, r.randint(1, len(of)))
    out = {}
    if r.random() < .5:
        out['imgIds'] = some([i['id'] for i in gt['images']])
    if r.random() < .5:
        out['catIds'] = some([c['id'] for c in gt['categories']])
    if r.random() < .3:
        out['useCats'] = 0
    if r.random() < .4:
        out['iouThrs'] = r.choice([[.5], [.75, .5], [.3, .55, 1.0], [0.0, .9], [round(.05 * i, 2) for i in range(1, 20)]])
    if r.random() < .4:
        out['recThrs'] = r.choice([[0.0, .5, 1.0], [i / 10 for i in range(11)], [.9, .1]])
    if r.random() < .4:
        out['maxDets'] = r.choice([[1, 5, 50], [100, 10, 1], [2, 3, 100], [1, 100, 300]])
    if r.random() < .4:
        a, b = sorted(r.choice([100, 500, 1024, 5000, 9216]) for _ in range(2))
        out['areaRng'] = [[0, 1e10], [0, a], [a, b], [b, 1e10]]
    return out


def mean(s):
    s = s[s > -1]
    return float(np.mean(s)) if len(s) else -1.0


def expected(gt, dt, chosen):
    truth = COCO()
    truth.dataset = gt
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        e = COCOeval(truth, truth.loadRes(dt), 'bbox')
        for name, value in chosen.items():
            setattr(e.params, name, np.array(value) if name.endswith('Thrs') else value)
        e.evaluate(), e.accumulate()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            e.summarize()
    p, r = e.eval['precision'], e.eval['recall']
    at = lambda k, iou: mean(p[np.where(e.params.iouThrs == iou)[0], :, k, 0, 2])
    ids = e.params.catIds if e.params.useCats else [-1]
    out = dict(stats=[float(v) for v in e.stats], lines=printed.getvalue(), per_category=[
        dict(category_id=int(c), AP=mean(p[:, :, k, 0, 2]), AP50=at(k, .5), AP75=at(k, .75)) for k, c in enumerate(ids)])
    for name, v in (('precision', p), ('recall', r), ('scores', e.eval['scores'])):
        out |= {f'{name}_shape': list(v.shape), f'{name}_sum': float(v[v > -1].sum()), f'{name}_undefined': int((v == -1).sum()),
                f'{name}_crc32': zlib.crc32(np.ascontiguousarray(v, '<f8').tobytes())}
    return out


def main():
    folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for i in range(count):
        r = random.Random(seed * 1_000_003 + i)
        gt, dt = draw(r)
        chosen = settings(r, gt) if i % 2 else {}
        case = folder / f'{i:05d}'
        case.mkdir(parents=True, exist_ok=True)
        if chosen:
            (case / 'settings.json').write_text(json.dumps(chosen))
        (case / 'gt.json').write_text(json.dumps(gt))
        (case / 'dt.json').write_text(json.dumps(dt))
        (case / 'expected.json').write_text(json.dumps(expected(gt, dt, chosen)))


if __name__ == '__main__':
    main()
