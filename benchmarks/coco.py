"""Measures the COCO evaluator beside other programs and by itself; prints a page for benchmarks/.

    sh benchmarks/coco.sh        (make bench-coco)

Needs hotcoco and faster_coco_eval in this Python, and a build (./mvnw package).
"""
import datetime, json, os, pathlib, platform, statistics, subprocess, sys, tempfile, time

HOME = pathlib.Path(__file__).resolve().parent.parent
CLASSPATH = f'{HOME}/benchmarks/target/lib/*:{HOME}/benchmarks/target/classes'
PEERS = HOME / 'benchmarks/coco_peers.py'
PACKAGES = ('hotcoco', 'faster_coco_eval', 'pycocotools')
SCALES = (0.1, 1, 4)


def java(*words, options=()):
    return ['java', '-XX:+UseSerialGC', *options, '-cp', CLASSPATH, *map(str, words)]


def run(command, **environment):
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'{command}: {done.stderr[-2000:]}')
    return done.stdout


def lines(command, **environment):
    return [json.loads(line) for line in run(command, **environment).splitlines() if line.startswith('{')]


def files(folder, scale, *more):
    run(java('dev.lorsbench.benchmarks.SetFiles', folder, scale, *more))
    return folder / 'gt.json', folder / 'dt.json'


def beside(gt, dt):
    print('## Beside other programs\n')
    print('Seconds for the generated set (5,000 images, 36,000 ground truths, 500,000 detections, 80 classes), each program in processes of its own, in turn.')
    print('Cold is the first round of a process, the median of three processes; warm is the median of the later rounds. Evaluate is evaluate + accumulate.\n')
    print('| program | threads | read, cold | read, warm | evaluate, cold | evaluate, warm | AP |')
    print('|---|---:|---:|---:|---:|---:|---:|')
    for threads in (2, 1):
        programs = {
            'lorsbench': (java('dev.lorsbench.benchmarks.Times', gt, dt, threads, 12), 3),
            'hotcoco': ([sys.executable, str(PEERS), 'hotcoco', str(gt), str(dt), str(threads), '6'], 3),
        }
        if threads == 1:
            programs['faster_coco_eval'] = ([sys.executable, str(PEERS), 'faster_coco_eval', str(gt), str(dt), '1', '2'], 1)
        rounds = {name: [] for name in programs}
        for turn in range(3):
            for name, (command, turns) in programs.items():
                if turn < turns:
                    rounds[name].append(lines(command, RAYON_NUM_THREADS=str(threads)))
        for name, processes in rounds.items():
            cold = [p[0] for p in processes]
            # A JVM is warm once it has compiled: the second half of its rounds.
            warm = [r for p in processes for r in p[len(p) // 2 if name == 'lorsbench' else 1:]]
            value = lambda of, key: f'{statistics.median(r[key] for r in of):.3f}'
            print(f"| {name} | {threads} | {value(cold, 'read')} | {value(warm, 'read')} | {value(cold, 'evaluate')} | {value(warm, 'evaluate')} | {cold[0]['ap']:.16g} |", flush=True)
    print()


def growth(folder):
    print('## Growth, by JMH\n')
    result = folder / 'jmh.json'
    # Each benchmark by itself: GROWTH=Reading measures that one alone.
    run(java('org.openjdk.jmh.Main', os.environ.get('GROWTH', '.*'), '-rf', 'json', '-rff', result, '-jvmArgs', '-XX:+UseSerialGC'))
    found = {}
    for r in json.loads(result.read_text()):
        what, kind = r['benchmark'].split('.')[-2:]
        p = r['params']
        found[what.replace('Benchmark', ''), p.get('threads', '2'), float(p['scale']), kind] = r['primaryMetric']['score']
    print('Milliseconds; reading is of both files at once.\n')
    print('| what | threads | ' + ' | '.join(f'{s:g}x {kind}' for s in SCALES for kind in ('cold', 'warm')) + ' |')
    print('|---|---:|' + '---:|' * 6)
    for what, threads in (('Evaluation', '1'), ('Evaluation', '2'), ('Reading', '2')):
        if (what, threads, 1, 'warm') not in found:
            continue
        cells = [f'{found[what, threads, s, kind]:.0f}' for s in SCALES for kind in ('cold', 'warm')]
        print(f'| {what.lower()} | {threads} | ' + ' | '.join(cells) + ' |')
    print(flush=True)


def smallest_heap(dt):
    """The least -Xmx in KiB within which the file can be read, to 64 KiB."""
    low, high = 2048, 4 << 20
    while high - low > 64:
        middle = (low + high) // 2
        command = java('dev.lorsbench.benchmarks.Reading', dt, options=[f'-Xmx{middle}k', '-XX:+ExitOnOutOfMemoryError'])
        fits = subprocess.run(command, capture_output=True).returncode == 0
        low, high = (low, middle) if fits else (middle, high)
    return high


def memory(folder, pairs):
    print('## Memory\n')
    empty = folder / 'empty.json'
    empty.write_text('[]')
    base = smallest_heap(empty)
    print(f'The smallest heap in which the detections can be read (`-Xmx`, found by halving); an empty file needs {base} KiB.\n')
    print('| scale | detections | smallest heap, KiB | bytes a detection, above an empty file |')
    print('|---:|---:|---:|---:|')
    for scale, (_, dt) in pairs.items():
        least, count = smallest_heap(dt), int(500_000 * scale)
        print(f'| {scale:g}x | {count:,} | {least:,} | {(least - base) * 1024 / count:.0f} |', flush=True)
    print()


def shell(folder, gt, dt):
    print('## From the shell\n')
    print('Wall seconds of the whole command, the median of seven and their range; output to a file.\n')
    print('| command | files | median | least | most |')
    print('|---|---|---:|---:|---:|')
    (folder / 'polygons').mkdir()
    pgt, _ = files(folder / 'polygons', 1, 'polygons')
    few = folder / 'few.json'
    few.write_text(''.join(dt.open().readlines()[:36_000]).rstrip() + ']')
    mib = lambda f: f'{f.stat().st_size / 2**20:.0f} MiB'
    for name, command in {
        f'ground truth with polygons {mib(pgt)}, 36,000 detections {mib(few)}': ['cocoeval', pgt, few],
        f'ground truth with polygons {mib(pgt)}, 500,000 detections {mib(dt)}': ['cocoeval', pgt, dt],
        f'ground truth {mib(gt)}, 500,000 detections {mib(dt)}': ['cocoeval', gt, dt],
        '': ['params', 'lors-r50-1x'],
        ' ': ['--help'],
    }.items():
        seconds = []
        for _ in range(7):
            began = time.perf_counter()
            run([str(HOME / 'lors'), *map(str, command)])
            seconds.append(time.perf_counter() - began)
        words = command[0] if command[0] != 'params' else ' '.join(command)
        print(f'| `lors {words}` | {name.strip()} | {statistics.median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} |', flush=True)
    print()


def heading():
    from importlib.metadata import version
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), platform.processor())
    gib = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30
    print('# The COCO evaluator\n')
    print(f'- date: {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%MZ}')
    print('- command: `make bench-coco`')
    print(f'- machine: {cpu}, {os.cpu_count()} cores, {gib:.0f} GiB; no GPU')
    print(f"- load when it began: {' '.join(open('/proc/loadavg').read().split()[:3])}")
    print(f"- lorsbench {run(['git', '-C', str(HOME), 'rev-parse', '--short', 'HEAD']).strip()}, Java {run(['java', '--version']).split()[1]}")
    print('- ' + ', '.join(f'{p} {version(p)}' for p in PACKAGES) + f', Python {platform.python_version()}\n', flush=True)


def main():
    heading()
    parts = sys.argv[1:] or ['beside', 'growth', 'memory', 'shell']
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pairs = {s: files(folder / f'{s:g}', s) for s in (SCALES if 'memory' in parts else (1,))}
        if 'beside' in parts:
            beside(*pairs[1])
        if 'growth' in parts:
            growth(folder)
        if 'memory' in parts:
            memory(folder, pairs)
        if 'shell' in parts:
            shell(folder, *pairs[1])


main()
