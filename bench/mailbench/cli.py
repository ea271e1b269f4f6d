"""The command line of bench/run."""
import argparse
import contextlib
import datetime
import json
import signal
import sys
from pathlib import Path

from . import facts, needs, plots, start, table
from .cases import SETS, setups
from .dovecot import free_ports
from .needs import SetUpError
from .peers import PEERS, Job
from .runner import Runner
from .state import State, default_folder

PROJECT = facts.ROOT
DEFAULT_PEERS = 'floor,mbsync,dsync_pull,dsync_pull_tuned,imapsync_tuned,caravan'
SPECIAL = ['smoke', 'check', 'servers', 'start', 'report']
EPILOG = '''sets:
%s
  smoke      tiny mailboxes, every peer once: does the bench work?
  check      only tells what is missing on this machine
  servers    starts the servers with the cases named after it, and the proxy, and leaves them up until Ctrl-C
  start      only how long our command takes to --version and to its first FETCH
  report     writes table and plots anew from --out

examples:
  bench/run smoke
  bench/run S --rtt 0,20 --repeats 1
  bench/run rtt size noop --peers floor,mbsync,caravan
  bench/run S L M --rtt 0,20 --peers caravan_before,caravan --before ../old/caravan
  bench/run steady --sizes 5000 --peers floor,floor_one,caravan
  bench/run L --mbit 50 --compress never,always --peers caravan

exit codes: 0 done; 1 a pass of caravan did not end EQUAL (smoke: or a peer did not run); 2 the set-up is not complete or the
command line is wrong, what is missing is told; 130 interrupted
''' % '\n'.join('  %-10s %s' % x for x in SETS.items())


def _numbers(kind, least):
    def parse(text):
        try:
            values = [kind(x) for x in text.replace('_', '').split(',')]
        except ValueError:
            raise argparse.ArgumentTypeError('not numbers with commas between: %r' % text)
        if not all(least <= v < float('inf') for v in values):
            raise argparse.ArgumentTypeError('%s or more each: %r' % (least, text))
        return values
    return parse


def _one(kind, least):
    def parse(text):
        values = _numbers(kind, least)(text)
        if len(values) != 1:
            raise argparse.ArgumentTypeError('one number only: %r' % text)
        return values[0]
    return parse


def _compress(text):
    values = text.split(',')
    if set(values) - {'auto', 'never', 'always'}:
        raise argparse.ArgumentTypeError('auto, never, always, or several with commas: %r' % text)
    return values


def parser():
    a = argparse.ArgumentParser(prog='bench/run', description='Copies mailboxes between two private Dovecots with several copiers and measures them.',
                                formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EPILOG)
    a.add_argument('sets', nargs='+', metavar='SET', choices=list(SETS) + SPECIAL, help='what to measure, see below')
    a.add_argument('--peers', default=DEFAULT_PEERS, help='comma-separated, of: %s (default %s)' % (', '.join(PEERS), DEFAULT_PEERS))
    a.add_argument('--repeats', type=_one(int, 1), default=3, metavar='N', help='runs of each, the median counts (default 3)')
    a.add_argument('--passes', type=int, choices=(1, 2), default=2, help='2: each run is followed by a pass with nothing to do (default)')
    a.add_argument('--rtt', type=_numbers(float, 0), metavar='MS,...', help="round trip times in ms instead of the set's own")
    a.add_argument('--mbit', type=_one(float, 0), metavar='N', help='limit each direction of each server to N Mbit/s')
    a.add_argument('--tls', action='store_true', help='TLS on both sides')
    a.add_argument('--compress', type=_compress, metavar='HOW,...', help='servers offer COMPRESS=DEFLATE, caravan takes it: auto, never, always')
    a.add_argument('--sizes', type=_numbers(int, 100), metavar='N,...', help='messages of the mailboxes of the sets size and steady')
    a.add_argument('--seed', default='1', help='of the generator (default 1)')
    a.add_argument('--caravan', default=str(PROJECT / 'caravan'), metavar='CMD', help='our command, may have arguments (default: ./caravan)')
    a.add_argument('--before', default='', metavar='CMD', help='an older build of ours, measured as peer caravan_before')
    a.add_argument('--timeout', type=_one(float, 1), default=240.0, metavar='S', help='seconds a pass may take; then it is stopped (default 240)')
    a.add_argument('--state', metavar='DIR', help='servers, mailboxes and scratch files (default target/bench, or below /run)')
    a.add_argument('--out', metavar='DIR', help='results.jsonl, results.md, plots and logs (default a new folder below target/bench-results)')
    a.add_argument('--port', type=_one(int, 1024), metavar='N', help='use ports N to N+5 of 127.0.0.1 (default: free ones)')
    a.add_argument('--disk', action='store_true', help='mailboxes on the disk; default is a RAM disk when root')
    a.add_argument('--keep', action='store_true', help='leave the generated mailboxes for the next run')
    return a


def say(text):
    print(text, file=sys.stderr, flush=True)


def _peers(options, smoke):
    """(those that can run, {name: why not})."""
    names = list(PEERS) if smoke and options.peers == DEFAULT_PEERS else [n for n in options.peers.split(',') if n]
    unknown = [n for n in names if n not in PEERS]
    if unknown:
        raise SetUpError('no peer %s; there are: %s' % (', '.join(unknown), ', '.join(PEERS)))
    peers, left_out = [], {}
    for name in dict.fromkeys(names):
        peer = PEERS[name](options)
        reason = peer.lacking()
        if reason is None:
            peers.append(peer)
        elif name == 'caravan':
            raise SetUpError('missing: caravan: ' + reason)
        else:
            left_out[name] = reason
            say('%s: left out, %s' % (name, reason))
    if not peers:
        raise SetUpError('none of the peers is on this machine')
    return peers, left_out


def _stop(number, _frame):
    raise KeyboardInterrupt


def _calm():
    """A second Ctrl-C must not stop the cleaning up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _report(out):
    known, rows = table.read(out / 'results.jsonl')
    text = table.markdown(known, rows)
    (out / 'results.md').write_text(text)
    for file in plots.draw(rows, out / 'plots'):
        say('wrote %s' % file)
    return text, rows


def _measure(options, smoke):
    needs.require()
    peers, left_out = _peers(options, smoke)
    if smoke:
        options.repeats, todo = 1, setups(['smoke'])
    else:
        todo = setups(options.sets, options.rtt, options.mbit, options.tls, options.compress, options.sizes)
    out = Path(options.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise SetUpError('cannot write to %s: %s' % (out, e.strerror))
    with State(options.state, not options.disk, say) as state, contextlib.ExitStack() as stack:
        if not options.keep:
            stack.callback(state.clean)
        runner = Runner(options, state, free_ports(6, options.port), say)
        stack.callback(runner.servers.stop)
        stack.callback(_calm)
        known = {'date': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d %H:%M UTC'), 'machine': facts.machine(),
                 'versions': facts.versions(peers), 'filesystem': state.filesystem(), 'left_out': left_out, 'arguments': sys.argv[1:]}
        with open(runner.results, 'a') as f:
            f.write(json.dumps(known) + '\n')
        for setup in todo:
            runner.setup(setup, peers)
    text, rows = _report(out)
    print(text)
    say('results: %s' % out)
    bad = [r for r in rows if r['peer'] == 'caravan' and not (r['equal'] and not r['failed'])]
    if smoke:
        bad += [r for r in rows if r['timed_out'] or (r['failed'] and r['peer'] != 'caravan')]
    for r in bad:
        say('not as it should be: %s, case %s, pass %s: %s' % (r['peer'], r['case'], r['pass'], r['verdict']))
    return 1 if bad else 0


def _servers(options):
    """Servers, mailboxes and proxy for measuring by hand: a profile, floor.py alone, another client."""
    names = [s for s in options.sets if s != 'servers'] or ['S']
    todo = setups(names, options.rtt or [0], options.mbit, options.tls, options.compress, options.sizes)
    options.out = options.state
    with State(options.state, not options.disk, say) as state, contextlib.ExitStack() as stack:
        if not options.keep:
            stack.callback(state.clean)
        runner = Runner(options, state, free_ports(6, options.port), say)
        stack.callback(runner.servers.stop)
        stack.callback(_calm)
        runner.servers.offer(bool(todo[0].compress))
        for setup in todo:
            runner.mailboxes(setup.case)
        (source, destination), _ = runner.network(todo[0], stack)
        print('source       127.0.0.1:%d  users %s' % (source, ', '.join('%s..' % s.case.prefix if s.case.mailboxes > 1 else s.case.prefix for s in todo)))
        print('destination  127.0.0.1:%d  any user' % destination)
        print('password secret; master user USER*admin, password adminpass; %s; certificate %s' % (
            'TLS' if todo[0].tls else 'no TLS', runner.servers.certificate), flush=True)
        signal.pause()
    return 0


def _start(options):
    """Starts our command again and again: nothing is copied but a few messages."""
    needs.require()
    peer = PEERS['caravan'](options)
    reason = peer.lacking()
    if reason:
        raise SetUpError('missing: caravan: ' + reason)
    options.out = options.state
    (setup,) = setups(['smoke'], [0])[:1]
    with State(options.state, not options.disk, say) as state, contextlib.ExitStack() as stack:
        if not options.keep:
            stack.callback(state.clean)
        ports = free_ports(6, options.port)
        runner = Runner(options, state, ports, say)
        stack.callback(runner.servers.stop)
        stack.callback(_calm)
        runner.servers.offer(False)
        runner.mailboxes(setup.case)
        versions, fetches = [], []
        for repeat in range(options.repeats):
            job = Job([(u, 'start%d-%s' % (repeat, u)) for u in setup.case.users()], ports[4], ports[2],
                      state.work / ('start-%d' % repeat), runner.servers, setup)
            job.folder.mkdir(parents=True)
            peer.prepare(job)
            versions.append(start.version(options.caravan))
            fetches.append(start.first_fetch(peer.command(job), ports[4], ports[0]))
    print('\n'.join(['| from the start of the process | seconds: median (least–greatest) of %d |' % options.repeats, '| --- | --- |',
                     start.line('to the end of --version', versions), start.line('to the first FETCH of migrate', fetches)]))
    return 0


def main(arguments=None):
    options = parser().parse_args(arguments)
    special = [s for s in options.sets if s in SPECIAL]
    if special and special != ['servers'] and len(options.sets) > 1:
        parser().error('%s stands alone' % special[0])
    options.state = Path(options.state) if options.state else default_folder(PROJECT, 'bench-smoke' if special == ['smoke'] else 'bench')
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    try:
        if special == ['check']:
            needs.require()
            say('all there')
            return 0
        if special == ['servers']:
            needs.require()
            return _servers(options)
        if special == ['start']:
            return _start(options)
        if special == ['report']:
            if not options.out or not (Path(options.out) / 'results.jsonl').is_file():
                raise SetUpError('report needs --out DIR with a results.jsonl in it')
            print(_report(Path(options.out))[0])
            return 0
        options.out = options.out or PROJECT / 'target' / 'bench-results' / datetime.datetime.now().strftime('%Y%m%d-%H%M%S')
        return _measure(options, special == ['smoke'])
    except SetUpError as e:
        say('bench: %s' % e)
        return 2
    except KeyboardInterrupt:
        say('bench: interrupted; servers stopped')
        if options.out and (Path(options.out) / 'results.jsonl').is_file():
            say('what was measured:  bench/run report --out %s' % options.out)
        return 130
