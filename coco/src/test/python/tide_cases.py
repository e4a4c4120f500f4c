"""Writes random cases with what the installed tidecv (1.0.1) says of them.

    python tide_cases.py FOLDER [COUNT] [SEED]

Every category has objects: one without is where this project differs on purpose.
`mvn -pl coco test -Dtest=TideCasesTest -Dlors.tide=FOLDER` then compares every figure.
"""
import json, pathlib, random, sys
from tidecv import TIDE, Data


def draw(r):
    images = [dict(id=i, width=640, height=480) for i in r.sample(range(1, 1000), r.randint(1, 8))]
    categories = [dict(id=i, name=f'c{i}') for i in r.sample(range(1, 91), r.randint(1, 4))]
    box = lambda: [r.randint(0, 80), r.randint(0, 80), r.randint(8, 60), r.randint(8, 60)]
    annotations = []
    for i in range(r.randint(len(categories), 40)):
        b = box()
        category = categories[i]['id'] if i < len(categories) else r.choice(categories)['id']
        annotations.append(dict(id=i + 1, image_id=r.choice(images)['id'], category_id=category, bbox=b, area=b[2] * b[3],
                                iscrowd=int(i >= len(categories) and r.random() < .1)))
    levels, found = r.choice([4, 50, 10**5]), []
    for _ in range(r.choice([1, 20, 60, 300])):
        a, image = r.choice(annotations), r.choice(images)['id']
        b, category = box(), r.choice(categories)['id']
        if r.random() < .7:
            e = r.choice([0, .1, .3, .6])
            b = [v + round(e * r.uniform(-1, 1) * a['bbox'][2 + k % 2]) for k, v in enumerate(a['bbox'])]
            b = [b[0], b[1], max(1, b[2]), max(1, b[3])]
            image = a['image_id']
            category = a['category_id'] if r.random() < .7 else category
        found.append(dict(image_id=image, category_id=category, bbox=b, score=r.randint(0, levels) / levels))
    return dict(images=images, annotations=annotations, categories=categories), found


def expected(gt, dt):
    truth, preds = Data('gt'), Data('dt')
    for i in gt['images']:
        truth.add_image(i['id'], str(i['id']))
    for c in gt['categories']:
        truth.add_class(c['id'], c['name'])
    for a in gt['annotations']:
        (truth.add_ignore_region if a['iscrowd'] else truth.add_ground_truth)(a['image_id'], a['category_id'], a['bbox'])
    for d in dt:
        preds.add_detection(d['image_id'], d['category_id'], d['score'], d['bbox'])
    tide = TIDE()
    run = tide.evaluate(truth, preds, mode=TIDE.BOX)
    main, special = run.fix_main_errors(), run.fix_special_errors()
    return dict(ap=run.ap, counts={e.short_name: n for e, n in run.count_errors().items()},
                gains={e.short_name: g for e, g in main.items()} | {e.__name__: g for e, g in special.items()})


def main():
    folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for i in range(count):
        r = random.Random(seed * 1_000_003 + i)
        while True:
            gt, dt = draw(r)
            try:
                found = expected(gt, dt)
                break
            except ZeroDivisionError:  # nothing is left once missed objects are taken away: tidecv has no answer
                pass
        case = folder / f'{i:05d}'
        case.mkdir(parents=True, exist_ok=True)
        for name, value in dict(gt=gt, dt=dt, expected=found).items():
            (case / f'{name}.json').write_text(json.dumps(value))


if __name__ == '__main__':
    main()
