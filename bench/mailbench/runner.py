"""Runs every peer under every setup, verifies, and writes a row for each pass."""
import contextlib
import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import verdict
from .dovecot import HOST, Servers
from .measure import Run
from .needs import SetUpError
from .peers import Job
from .proxy import Proxy, build

PACKAGE_PARENT = Path(__file__).resolve().parent.parent
PASS_NAMES = ('first', 'no-op')


class Runner:
    """ports: four of the servers, then two of the proxy. Results are lines appended to out/results.jsonl."""

    def __init__(self, options, state, ports, say):
        self.options, self.state, self.ports, self.say = options, state, ports, say
        self.servers = Servers(state.servers, ports[:4])
        self.out = Path(options.out)
        self.results = self.out / 'results.jsonl'
        self.environment = {**os.environ, 'PYTHONPATH': str(PACKAGE_PARENT)}
        self.proxy_program = None
        self.serial = 0

    # --- mailboxes -------------------------------------------------------------------------------

    def mailboxes(self, case):
        """Counts of the case's mailboxes, made where they are missing."""
        seed = self.options.seed
        manifest = self.state.servers / ('manifest-%s-%s' % (case.name, seed))
        if not manifest.exists():
            self.state.need_space(case.bytes() * 5 // 2, 'case ' + case.name)
            self.say('generating %s: %d x %d messages' % (case.name, case.mailboxes, case.count))
            command = ['mailgen', '--user', case.prefix, '--count', case.count, '--median', case.median, '--mean', case.mean,
                       '--seed', seed, '--mail', self.servers.source.mail, '--owner', self.servers.source.owner]
            text = self._tool(command + (['--users', case.mailboxes] if case.mailboxes > 1 else []))
            for user in case.users():        # one whole read, so that Dovecot's index is there for the first peer as for the last
                result = self._verify(user, user, self.servers.source.port)
                if not result.get('equal'):
                    raise SetUpError('the generated mailbox %s does not read back: %s%s' % (user, result, self.servers.source.log_tail()))
            manifest.write_text(text)
        lines = [json.loads(line) for line in manifest.read_text().splitlines()]
        return {'msgs': sum(x['messages'] for x in lines), 'bytes': sum(x['bytes'] for x in lines)}

    def _tool(self, arguments):
        """What a module of this package prints; a process of its own, so that the measured ones are forked from a small one."""
        done = subprocess.run([sys.executable, '-m', 'mailbench.%s' % arguments[0]] + [str(a) for a in arguments[1:]],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=self.environment)
        if done.returncode not in (0, 1):
            raise SetUpError('%s failed: %s' % (arguments[0], done.stdout.strip()))
        return done.stdout

    def _verify(self, source, destination, port, strip=''):
        try:
            return json.loads(self._tool(['verify', '--json', '--src', '%s:%d' % (HOST, self.servers.source.port), '--dst', '%s:%d' % (HOST, port),
                                          '--user1', source, '--user2', destination] + (['--strip', strip] if strip else [])))
        except (SetUpError, ValueError) as e:
            return {'equal': False, 'unread': 1, 'reason': str(e)}

    # --- one setup -------------------------------------------------------------------------------

    def setup(self, setup, peers):
        """All repetitions of all peers, the peers in turn, so that what drifts on the machine drifts for all."""
        able = []
        for peer in peers:
            reason = peer.unfit(setup)
            if reason:
                self.say('%s: left out, %s' % (peer.name, reason))
            else:
                able.append(peer)
        self.servers.offer(bool(setup.compress))
        amount = self.mailboxes(setup.case)
        self.say('--- %s' % setup.label())
        with contextlib.ExitStack() as stack:
            pair, others = self.network(setup, stack)
            for repeat in range(self.options.repeats):
                for peer in list(able):
                    if self._peer(setup, peer, repeat, pair, others, amount):
                        able.remove(peer)      # once over the time limit is enough

    def network(self, setup, stack):
        """((port of the source, port of the destination), [process of the proxy]); the proxy ends with the stack."""
        pair = (self.ports[1], self.ports[3]) if setup.tls else (self.ports[0], self.ports[2])
        if not setup.rtt and not setup.mbit:
            return pair, []
        self.proxy_program = self.proxy_program or build(self.state.programs)
        proxy = stack.enter_context(Proxy(self.proxy_program, setup.rtt, setup.mbit, list(zip(self.ports[4:6], pair))))
        return tuple(self.ports[4:6]), [proxy.pid]

    def _peer(self, setup, peer, repeat, pair, others, amount):
        """Both passes of a peer. True if the time limit was reached."""
        self.serial += 1
        users = [(u, 'x%d-%d-%s' % (os.getpid(), self.serial, u)) for u in setup.case.users()]
        folder = self.state.work / ('%03d-%s' % (self.serial, peer.name))
        jobs = []
        for number, group in enumerate([users] if peer.whole else [[u] for u in users]):
            job = Job(group, pair[0], pair[1], folder / str(number), self.servers, setup)
            job.folder.mkdir(parents=True)
            peer.prepare(job)
            jobs.append(peer.command(job))
        timed_out = False
        try:
            for number in range(self.options.passes if peer.second_pass else 1):
                row = {'peer': peer.name, **setup.key(), **amount, 'pass': PASS_NAMES[number], 'repeat': repeat + 1,
                       'date': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')}
                timed_out = self._pass(row, peer, setup, jobs, users, others)
                if timed_out:
                    break
        finally:
            for _, destination in users:
                self.servers.destination.remove(destination)
            shutil.rmtree(folder, ignore_errors=True)
        return timed_out

    def _pass(self, row, peer, setup, commands, users, others):
        warm = setup.case.mailboxes > 1 and setup.case.jobs == 1
        log_file = self.out / 'logs' / ('%03d-%s-%s-%s.log' % (self.serial, setup.case.name, peer.name, row['pass']))
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with open(log_file, 'wb', buffering=0) as log, self._path():
            run = Run(commands, peer.at_once(setup.case), self.options.timeout, log, keep=warm)
            row.update(run.run(self.servers.pids(), others))
        if warm:
            row['mailbox_s'] = peer.mailbox_seconds(run)
        results = [self._verify(s, d, self.servers.destination.port) for s, d in users]
        stripped = []
        if peer.strip and not all(r.get('equal') for r in results):
            stripped = [self._verify(s, d, self.servers.destination.port, peer.strip) for s, d in users]
        verdict.judge(row, results, stripped, peer.strip)
        with open(self.results, 'a') as f:
            f.write(json.dumps(row) + '\n')
        self._tell(row, log_file)
        return row['timed_out']

    @contextlib.contextmanager
    def _path(self):
        """PYTHONPATH for the floor, which is a module of this package."""
        before = os.environ.get('PYTHONPATH')
        os.environ['PYTHONPATH'] = self.environment['PYTHONPATH']
        try:
            yield
        finally:
            if before is None:
                del os.environ['PYTHONPATH']
            else:
                os.environ['PYTHONPATH'] = before

    def _tell(self, row, log_file):
        self.say('%-16s %-5s %8.2f s  CPU %6.2f s  RSS %4.0f MB  %s' % (
            row['peer'], row['pass'], row['wall'], row['client_cpu'], row['rss_mb'], row['verdict']))
        if row['disturbed']:
            self.say('  warning: other processes of this machine used %.1f CPU s during these %.1f s: measure again' % (row['other_cpu'], row['wall']))
        if row['failed']:
            tail = log_file.read_text(errors='replace').splitlines()[-3:]
            self.say('\n'.join(['  %d process(es) failed, see %s' % (row['failed'], log_file)] + ['  > ' + line for line in tail]))
