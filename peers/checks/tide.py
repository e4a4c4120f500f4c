"""TIDE's six kinds of `lors cocoeval --errors` against this environment's tidecv, on several sets."""
import importlib.util, json, os, pathlib, random
from check import check, done, shared

CASES = pathlib.Path(os.environ['LORS']).parent / 'coco/src/test/python/tide_cases.py'
KINDS = dict(Cls='classification', Loc='localisation', Both='both', Dupe='duplicate', Bkg='background', Miss='missed')


def tide():
    spec = importlib.util.spec_from_file_location('tide_cases', CASES)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def only_measured(gt, dt):
    """Without the categories that have no object: tidecv takes their AP for 0, COCO leaves them out."""
    measured = {a['category_id'] for a in gt['annotations'] if not a.get('iscrowd', 0)}
    gt = dict(gt, categories=[c for c in gt['categories'] if c['id'] in measured],
              annotations=[a for a in gt['annotations'] if a['category_id'] in measured])
    for a in gt['annotations']:
        a.setdefault('iscrowd', 0)
    return gt, [d for d in dt if d['category_id'] in measured]


def shaken(gt, seed):
    """Detections made of a set's own objects: moved, taken for another category, twice, left out, on background."""
    r = random.Random(seed)
    categories, found = [c['id'] for c in gt['categories']], []
    for a in gt['annotations']:
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            x, y, w, h = a['bbox']
            e = r.choice([0, .05, .2, .5])
            box = [x + e * w * r.uniform(-1, 1), y + e * h * r.uniform(-1, 1), w * r.uniform(1 - e / 2, 1 + e / 2), h]
            category = a['category_id'] if r.random() < .8 else r.choice(categories)
            found.append(dict(image_id=a['image_id'], category_id=category, bbox=box, score=round(r.random(), 3)))
    return found


def assert_equal(gt, dt):
    gt, dt = only_measured(gt, dt)
    for name, value in dict(gt=gt, dt=dt).items():
        pathlib.Path(f'{name}.json').write_text(json.dumps(value))
    ours = json.loads(done('cocoeval', 'gt.json', 'dt.json', '--errors', '--json'))
    theirs = tide().expected(gt, dt)
    errors = ours['errors']
    assert errors['AP'] == ours['stats'][1], (errors['AP'], ours['stats'][1])
    assert abs(errors['tide_AP'] - theirs['ap'] / 100) < 1e-9, (errors['tide_AP'], theirs['ap'])
    for short, name in KINDS.items():
        assert errors[name]['count'] == theirs['counts'][short], (name, errors[name], theirs['counts'])
        assert abs(errors[name]['gain'] - theirs['gains'][short] / 100) < 1e-9, (name, errors[name], theirs['gains'])


def read(path):
    return json.loads(shared(f'data/{path}').read_text())


@check("COCO's own sample of 100 images and its detections")
def _():
    assert_equal(read('cocoeval-real/instances_val2014_100.json'),
                 read('cocoeval-real/instances_val2014_fakebbox100_results.json'))


for name in ('coco-mini', 'bccd'):
    for seed in (1, 2):
        @check(f'{name}, its objects shaken, seed {seed}')
        def _():
            gt = read(f'{name}/annotations/instances_val.json')
            assert_equal(gt, shaken(gt, seed))
