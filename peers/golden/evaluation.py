"""COCO evaluations: random cases of golden_cases.py without settings of their own, and one set made from a seed."""
import importlib.util, json, pathlib
from drawing import streams


def write(out, each, seed):
    path = pathlib.Path(__file__).parents[2] / 'coco/src/test/python/golden_cases.py'
    spec = importlib.util.spec_from_file_location('golden_cases', path)
    cases = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cases)
    for i in range(each):
        gt, dt = cases.draw(streams(seed, 'cocoeval', i)[0])
        folder = out / 'cocoeval' / f'drawn_{i}'
        folder.mkdir(parents=True, exist_ok=True)
        for name, value in dict(gt=gt, dt=dt, expected=cases.expected(gt, dt, {})).items():
            (folder / f'{name}.json').write_text(json.dumps(value))
    (out / 'cocoeval/large_expected.json').write_text(json.dumps(large(cases, images=70, truths=500, detections=6000, seed=seed + 7)))


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        return ((z ^ z >> 31) >> 11) * 2.0**-53


def large(cases, images, truths, detections, seed):
    """The set of large_expected.json at another size and seed."""
    u, gt, dt = SplitMix(seed), [], []
    q = lambda v: int(100 * v + .5) / 100
    for i in range(truths):
        image, category, w, h = int(u() * images), int(u() * u() * 80), 8 + u() * u() * 500, 8 + u() * u() * 400
        x, y = u() * (640 - w if w < 640 else 0), u() * (480 - h if h < 480 else 0)
        crowd, box = u() < .01, [q(x), q(y), q(w), q(h)]
        gt.append(dict(id=i + 1, image_id=image + 1, category_id=category + 1, bbox=box, area=box[2] * box[3], iscrowd=int(crowd)))
    for _ in range(detections):
        a, one = u(), gt[int(u() * truths)]
        if a < .25:
            e, (bx, by, bw, bh) = .3 * u(), one['bbox']
            box = [q(bx + bw * e * (u() - .5) * 2), q(by + bh * e * (u() - .5) * 2), q(bw * (1 + e * (u() - .5) * 2)), q(bh * (1 + e * (u() - .5) * 2))]
            image, category, score = one['image_id'], one['category_id'], 1 - 2 * e * u()
        else:
            image, category = int(u() * images) + 1, int(u() * 80) + 1
            box, score = [q(500 * u()), q(400 * u()), q(5 + 150 * u()), q(5 + 150 * u())], .6 * u() * u()
        dt.append(dict(image_id=image, category_id=category, bbox=box, score=int(100000 * score + .5) / 100000))
    truth = dict(images=[dict(id=i + 1, width=640, height=480) for i in range(images)], annotations=gt, categories=[dict(id=i + 1, name=str(i)) for i in range(80)])
    found = cases.expected(truth, dt, {})
    return dict(images=images, ground_truths=truths, detections=detections, seed=seed, stats=found['stats'],
                precision_crc32=found['precision_crc32'], recall_crc32=found['recall_crc32'])
