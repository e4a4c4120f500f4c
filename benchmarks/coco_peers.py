"""Reads and evaluates a pair of files again and again with one of the Python packages.

    python coco_peers.py hotcoco|faster_coco_eval|pycocotools GT.json DT.json THREADS ROUNDS

One JSON line a round; THREADS is what the environment was set to (RAYON_NUM_THREADS for hotcoco).
"""
import contextlib, io, json, sys, time


def main():
    program, gt, dt, threads, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    if program == 'hotcoco':
        from hotcoco import COCO, COCOeval
    elif program == 'faster_coco_eval':
        from faster_coco_eval import COCO, COCOeval_faster as COCOeval
    else:
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval
    for n in range(rounds):
        with contextlib.redirect_stdout(io.StringIO()):
            began = time.perf_counter()
            truth = COCO(gt)
            found = truth.loadRes(dt)
            read = time.perf_counter()
            e = COCOeval(truth, found, 'bbox')
            e.evaluate()
            e.accumulate()
            evaluated = time.perf_counter()
            e.summarize()
        print(json.dumps(dict(program=program, threads=threads, round=n, read=round(read - began, 4),
                              evaluate=round(evaluated - read, 4), ap=float(e.stats[0]))), flush=True)


main()
