"""Runs client processes and measures them apart from the servers and from everybody else on the machine."""
import os
import resource
import signal
import subprocess
import threading
import time

TICKS = os.sysconf('SC_CLK_TCK')


def machine_cpu():
    """CPU seconds of the whole machine that were not idle."""
    with open('/proc/stat') as f:
        v = [int(x) for x in f.readline().split()[1:]]
    return (sum(v[:8]) - v[3] - v[4]) / TICKS


def servers_cpu(masters, others):
    """CPU seconds of the Dovecots (masters with children, dead ones included) and of other processes (the proxy)."""
    total = 0
    for p in os.listdir('/proc'):
        if not p.isdigit():
            continue
        try:
            with open('/proc/%s/stat' % p) as f:
                v = f.read().rpartition(')')[2].split()
        except OSError:
            continue
        pid, parent = int(p), int(v[1])
        if pid in masters:
            total += sum(int(x) for x in v[11:15])
        elif pid in others or parent in masters:
            total += int(v[11]) + int(v[12])
    return total / TICKS


class Run:
    """Commands, some at a time, with a time limit in seconds. What they print goes to the log; keep: to lines as well."""

    def __init__(self, commands, jobs, limit, log, keep=False):
        self.commands, self.jobs, self.limit, self.log, self.keep = commands, jobs, limit, log, keep
        self.lock, self.stop = threading.Lock(), threading.Event()
        self.live, self.user, self.sys, self.rss, self.failed = set(), 0.0, 0.0, 0, 0
        self.walls = [None] * len(commands)
        self.lines = []            # what they printed, where it is kept
        self.start = 0

    def _one(self, number, turns):
        with turns:
            if self.stop.is_set():
                return
            begin = time.monotonic()
            out = subprocess.PIPE if self.keep else self.log
            try:
                with self.lock:
                    p = subprocess.Popen(self.commands[number], stdin=subprocess.DEVNULL, stdout=out, stderr=self.log, start_new_session=True)
                    self.live.add(p.pid)
            except OSError as e:
                self.log.write(('%s: %s\n' % (self.commands[number][0], e.strerror)).encode())
                self.failed += 1
                return
            if self.keep:
                with p.stdout:
                    for line in p.stdout:
                        self.lines.append(line.decode(errors='replace'))
                        self.log.write(line)
            _, status, used = os.wait4(p.pid, 0)
            p.returncode = os.waitstatus_to_exitcode(status)
            with self.lock:
                self.live.discard(p.pid)
                self.walls[number] = round(time.monotonic() - begin, 3)
                self.user += used.ru_utime
                self.sys += used.ru_stime
                self.rss = max(self.rss, used.ru_maxrss)
                self.failed += p.returncode != 0

    def _signal(self, number):
        with self.lock:
            for pid in self.live:
                try:
                    os.killpg(pid, number)
                except ProcessLookupError:
                    pass

    def _end(self, threads):
        """Ends what still runs."""
        self.stop.set()
        self._signal(signal.SIGTERM)
        for t in threads:
            t.join(2)
        self._signal(signal.SIGKILL)
        for t in threads:
            t.join()

    def run(self, masters=(), others=()):
        """The figures; masters and others are the processes whose CPU time is the servers'."""
        turns = threading.Semaphore(self.jobs)
        threads = [threading.Thread(target=self._one, args=(i, turns)) for i in range(len(self.commands))]
        s0, m0, self.start = servers_cpu(masters, others), machine_cpu(), time.monotonic()
        timed_out = False
        for t in threads:
            t.start()
        try:
            for t in threads:
                t.join(max(0.01, self.start + self.limit - time.monotonic()))
                if t.is_alive():
                    timed_out = True
                    break
        finally:
            if any(t.is_alive() for t in threads):
                self._end(threads)
        wall = time.monotonic() - self.start
        m1, s1 = machine_cpu(), servers_cpu(masters, others)
        other = m1 - m0 - (s1 - s0) - self.user - self.sys
        return {'wall': round(wall, 3), 'client_cpu': round(self.user + self.sys, 2), 'user': round(self.user, 2), 'sys': round(self.sys, 2),
                'rss_mb': round(self.rss / 1024, 1),
                # a child begins as its parent: less than that cannot be told
                'rss_least_mb': round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), 'machine_cpu': round(m1 - m0, 2), 'server_cpu': round(s1 - s0, 2),
                'other_cpu': round(other, 2), 'disturbed': other > 0.3 + 0.15 * wall, 'failed': self.failed, 'timed_out': timed_out,
                'walls': [w for w in self.walls if w is not None]}
