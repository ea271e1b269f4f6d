"""The command line of bench/faults."""
import argparse
import contextlib
import json
import random
import signal
import sys
from pathlib import Path

from .. import facts, needs
from ..cases import CASES, Setup
from ..dovecot import free_ports
from ..needs import SetUpError
from ..peers import PEERS
from ..runner import Runner
from ..state import State, default_folder
from .kill import Kill
from .powerloss import PowerLoss
from .restart import Restart
from .servers import KINDS as SERVERS, Servers
from .site import Ends
from .two import TwoDestinations

KINDS = {k.name: k for k in (Kill, PowerLoss, Restart, TwoDestinations)}
EPILOG = '''kinds:
  kill       kill -9 at a random moment, start again, kill again, until a pass comes to its end
  powerloss  the state folder is taken at a random moment, every third time with the end of the WAL cut off; the pass goes on
             (to its end, or to a kill), and the next pass begins with the state of before, while the destination is further on
  restart    source or destination is stopped at a random moment and started again within 3 s; the pass goes on by itself
  two-destinations
             a route with two ends, one after another or in a multicast, is killed at random moments; in two of three rounds one of
             the destinations goes away and is back later; in the end both are equal to the source

After each round every message at both ends is compared, and one more pass must find nothing to do. Messages that are there
several times must stay as many as they were, and so must those that differ from each other in a few bytes only.

exit codes: 0 nothing lost, nothing twice, source untouched; 1 not so; 2 the set-up is not complete; 130 interrupted
'''


def parser():
    a = argparse.ArgumentParser(prog='bench/faults', description='Puts Mail Caravan through faults and compares every message afterwards.',
                                formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EPILOG)
    a.add_argument('kinds', nargs='+', metavar='KIND', choices=list(KINDS), help='what to do, see below')
    a.add_argument('--runs', type=int, default=200, metavar='N', help='faults of each kind (default 200)')
    a.add_argument('--seed', default='1', help='of the random moments and of the mailbox (default 1)')
    a.add_argument('--case', default='S', choices=['S', 'T'], help='S: 2,000 messages (default); T: tiny, 2 mailboxes of 40')
    a.add_argument('--server', default='dovecot', choices=SERVERS, help='the destination; cyrus and courier run in containers, as root (default dovecot)')
    a.add_argument('--source', default='dovecot', choices=SERVERS, help='the source (default dovecot)')
    a.add_argument('--without', action='append', default=[], metavar='EXTENSION',
                   help='the destination does not announce it: multiappend, uidplus (and tells no UIDs), appenduid (UIDPLUS that tells none), literal+; again for more')
    a.add_argument('--rtt', type=float, default=2, metavar='MS', help='round trip time (default 2)')
    a.add_argument('--mbit', type=float, default=200, metavar='N', help='limit of each direction of each server (default 200)')
    a.add_argument('--caravan', default=str(facts.ROOT / 'caravan'), metavar='CMD', help='our command, may have arguments (default: ./caravan)')
    a.add_argument('--state', metavar='DIR', help='servers, mailboxes and scratch files (default target/bench-faults, or below /run)')
    a.add_argument('--out', metavar='DIR', help='faults.jsonl, and what failed rounds leave (default target/faults)')
    a.add_argument('--disk', action='store_true', help='mailboxes on the disk; default is a RAM disk when root')
    return a


def say(text):
    print(text, file=sys.stderr, flush=True)


def _interrupted(*_):
    raise KeyboardInterrupt


def _run(options):
    needs.require()
    reason = PEERS['caravan'](options).lacking()
    if reason:
        raise SetUpError('missing: caravan: ' + reason)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    bad = 0
    with State(options.state, not options.disk, say) as state, contextlib.ExitStack() as stack:
        stack.callback(state.clean)
        runner = Runner(options, state, free_ports(6), say)
        stack.callback(runner.servers.stop)
        runner.servers.offer(False)
        setup = Setup(CASES[options.case], options.rtt, options.mbit)
        runner.mailboxes(setup.case)
        servers = Servers(runner.servers, options, max(KINDS[name].destinations for name in options.kinds), stack)
        ports = servers.ports(setup.rtt, setup.mbit, options.without, state.programs)
        ends = Ends(servers, setup.case, ports, state.work, options.caravan)
        ends.prepare(options.seed, say)
        totals = []
        for name in options.kinds:
            kind = KINDS[name](ends, random.Random('%s/%s' % (name, options.seed)), out, say)
            totals.append(kind.go(options.runs))
            with open(out / 'faults.jsonl', 'a') as f:
                f.write(json.dumps({**totals[-1], 'case': options.case, 'rtt': options.rtt, 'mbit': options.mbit, 'seed': options.seed,
                                    'source': options.source, 'server': options.server, 'without': options.without}) + '\n')
            bad += totals[-1]['failures']
        change = ends.source_change()
        print('| fault | faults | while mail was moving | rounds | failures |\n| --- | ---: | ---: | ---: | ---: |')
        for t in totals:
            print('| %(kind)s | %(faults)d | %(moving)d | %(rounds)d | %(failures)d |' % t)
        print('source: %s' % (change or 'untouched'))
    return 1 if bad or change else 0


def main(arguments=None):
    options = parser().parse_args(arguments)
    options.state = Path(options.state) if options.state else default_folder(facts.ROOT, 'bench-faults')
    options.out = options.out or str(facts.ROOT / 'target' / 'faults')
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    try:
        return _run(options)
    except SetUpError as e:
        say('bench/faults: %s' % e)
        return 2
    except KeyboardInterrupt:
        say('bench/faults: interrupted; servers stopped')
        return 130
