"""The command line of bench/tnef."""
import argparse
import datetime
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mailbench import facts
from mailbench.needs import SetUpError

from . import folders, jdk, large, loops, ours, peer, programs, report, samples, streams

PARTS = ['correctness', 'speed', 'large', 'check']
ROOT = programs.ROOT
SAMPLES = ROOT.parent / 'shared' / 'testdata' / 'tnef'
LOOP_100_MB = 'one stream of 100 MB'
EPILOG = '''parts:
  correctness  converts all samples, and compares every attachment, name, body and item with MANIFEST.json
  speed        MB/s and messages/s of the readable samples' TNEF streams
  large        a mail of 100 MB: seconds and memory
  check        what looking for TNEF costs a message that has none

exit codes: 0 done; 1 a sample was not converted as its manifest says; 2 the set-up is not complete; 130 interrupted
'''


def _parts(text):
    chosen = text.split(',')
    if set(chosen) - set(PARTS):
        raise argparse.ArgumentTypeError('of %s, with commas: %r' % (', '.join(PARTS), text))
    return chosen


def parser():
    a = argparse.ArgumentParser(prog='bench/tnef', description='Converts TNEF with Mail Caravan, tnef and Apache POI, judges and measures them.',
                                formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EPILOG)
    a.add_argument('samples', nargs='?', type=Path, default=SAMPLES, metavar='SAMPLES',
                   help='folder with samples and their MANIFEST.json (default ../shared/testdata/tnef, beside the project)')
    a.add_argument('--parts', type=_parts, default=PARTS, metavar='PART,...', help='see below (default all)')
    a.add_argument('--peers', default='tnef,poi', help='comma-separated, of tnef, poi; may be empty (default tnef,poi)')
    a.add_argument('--repeats', type=int, default=5, metavar='N', help='measurements of each, the median counts (default 5)')
    a.add_argument('--seconds', type=float, default=3.0, metavar='S', help='of each measurement (default 3)')
    a.add_argument('--warm', type=float, default=40.0, metavar='S', help='of warming up each JVM (default 40)')
    a.add_argument('--caravan', default=str(ROOT / 'caravan'), metavar='CMD', help='our command, may have arguments (default: ./caravan)')
    a.add_argument('--classes', default=str(ROOT / 'target' / 'caravan' / 'caravan.jar'), metavar='PATH',
                   help="class path of our converter, for the loops (default: the built program's jar)")
    a.add_argument('--json', type=Path, metavar='FILE', help='keep all figures there')
    return a


def say(text):
    print(text, file=sys.stderr, flush=True)


def correctness(caravan, peers, todo, scratch):
    """[{'name', 'readable', 'outcome', 'verdicts': {program: verdict}}]"""
    inputs, out = scratch / 'in', scratch / 'out'
    folders.clear(inputs)
    for sample in todo:
        shutil.copy(sample.path, inputs / sample.name)
    status, entries = caravan.convert(inputs, out)
    said = {entry['file']: entry['outcome'] for entry in entries}
    if status != 0:
        say('caravan convert ended with %d' % status)
    found = []
    for sample in todo:
        file, outcome = out / (sample.name + '.eml'), said.get(sample.name, 'not reported')
        verdicts = {caravan.name: ours.judge(sample, outcome, file.read_bytes() if file.exists() else None).as_json()}
        for p in peers:
            extracted = p.extract(sample.stream(), scratch / p.name / sample.name, programs.charset_of(sample))
            verdicts[p.version()] = peer.judge(sample, extracted).as_json()
        found.append({'name': sample.name, 'readable': sample.readable, 'outcome': outcome, 'verdicts': verdicts})
    return found


def _loops(options, peers, scratch):
    class_path = jdk.compiled('CaravanLoop', options.classes, folders.clear(scratch / 'classes'))
    started = [loops.Loop('Mail Caravan', loops.PRODUCT, 'CaravanLoop', class_path)]
    if 'speed' in options.parts:
        started.append(loops.Loop('Mail Caravan, all of the compiler', ['-XX:+UseSerialGC', '-Xmx256m'], 'CaravanLoop', class_path))
        for p in peers:
            started.append(p.loop())
    return started


def measure(options, peers, todo, scratch, known):
    """The parts that need programs that stay."""
    started = _loops(options, peers, scratch)
    try:
        if 'speed' in options.parts:
            known['speed'] = _speed(options, started, todo, scratch)
        if 'check' in options.parts:
            known['check'] = _check(options, started[0], scratch)
    finally:
        for loop in started:
            loop.close()


def _speed(options, started, todo, scratch):
    folder = scratch / 'streams'
    folders.clear(folder)
    readable = [s for s in todo if s.readable]
    for sample in readable:
        (folder / sample.name).write_bytes(sample.stream())
    for loop in started:
        loop.measure(folder, options.warm)
    found = {'%d samples, %.1f MB' % (len(readable), sum(f.stat().st_size for f in folder.iterdir()) / 1e6):
             loops.rounds(started, folder, options.seconds, options.repeats)}
    if 'large' in options.parts:
        found[LOOP_100_MB] = loops.rounds([s for s in started if s.name != programs.Poi.name], scratch / 'large' / 'raw', options.seconds, options.repeats)
    return found


def _check(options, loop, scratch):
    found = {}
    for number, (what, message) in enumerate(streams.without_tnef().items()):
        folder = scratch / ('without-%d' % number)
        folders.clear(folder)
        (folder / 'message.eml').write_bytes(message)
        loop.measure(folder, min(options.warm, 3))
        rows = [loop.measure(folder, min(options.seconds, 1)) for _ in range(options.repeats)]
        found[what] = {'size': len(message), 'rows': rows}
    return found


def _peers(options, scratch):
    makers = {'tnef': programs.Tnef, 'poi': lambda: programs.Poi(scratch)}
    names = [n for n in options.peers.split(',') if n]
    if set(names) - set(makers):
        raise SetUpError('no peer %s; there are: %s' % (', '.join(set(names) - set(makers)), ', '.join(makers)))
    found, left_out = [], {}
    for p in (makers[n]() for n in names):
        reason = p.lacking()
        if reason is None:
            found.append(p)
        else:
            left_out[p.name] = reason
            say('%s: left out, %s' % (p.name, reason))
    return found, left_out


def _built(options):
    """Builds our program where it is not, so that no build is measured."""
    command = shlex.split(options.caravan)
    try:
        done = subprocess.run([*command, '--version'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    except OSError as e:
        raise SetUpError('missing: caravan: %s: %s (--caravan)' % (command[0], e.strerror))
    if done.returncode != 0:
        raise SetUpError('missing: caravan: %s --version ended with %d' % (options.caravan, done.returncode))
    needed = {'speed', 'check'} & set(options.parts)
    if needed and not all(Path(p).exists() for p in options.classes.split(':')):
        raise SetUpError('missing: %s (--classes)' % options.classes)
    return command, done.stdout.strip().splitlines()[0]


def run(options, scratch):
    if not (options.samples / 'MANIFEST.json').is_file():
        raise SetUpError('no MANIFEST.json in %s: name the folder of the samples, see bench/README.md' % options.samples)
    command, version = _built(options)
    peers, left_out = _peers(options, scratch)
    todo = samples.read(options.samples)
    known = {'date': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d %H:%M UTC'), 'machine': facts.machine(),
             'versions': {'caravan': version, 'commit': facts.commit(), **{p.name: p.version() for p in peers}}, 'left_out': left_out}
    if 'correctness' in options.parts:
        say('converting %d samples' % len(todo))
        known['samples'] = correctness(programs.Caravan(command), peers, todo, scratch)
    if 'large' in options.parts:
        say('100 MB')
        known['large'] = large.measure(command, scratch / 'large', peers, options.repeats)
    if {'speed', 'check'} & set(options.parts):
        say('in loops')
        measure(options, peers, todo, scratch, known)
    print(report.markdown(known))
    if options.json:
        options.json.write_text(json.dumps(known, indent=1, ensure_ascii=False) + '\n')
    wrong = report.faults(known['samples']) if 'samples' in known else []
    for line in wrong:
        say(line)
    return 1 if wrong else 0


def main(arguments=None):
    options = parser().parse_args(arguments)
    (ROOT / 'target').mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix='bench-tnef-', dir=ROOT / 'target') as scratch:
            return run(options, Path(scratch))
    except SetUpError as e:
        say('bench: %s' % e)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
