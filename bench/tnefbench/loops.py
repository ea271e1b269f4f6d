"""Converts the same again and again: in a JVM that stays, or with a process for each file."""
import os
import resource
import shutil
import statistics
import subprocess
import time

from mailbench.measure import TICKS, machine_cpu
from mailbench.needs import SetUpError

from . import folders, jdk

# as ./caravan starts Java
PRODUCT = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m']


class Loop:
    """A Java program that does what it is told on its standard input, see java/Loop.java."""

    def __init__(self, name, options, main, class_path):
        self.name, self.options = name, ' '.join(o for o in options if not o.startswith('-D')) or "Java's own options"
        self.process = subprocess.Popen([str(jdk.java()), *options, '-cp', class_path, main], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def _cpu(self):
        with open('/proc/%d/stat' % self.process.pid) as f:
            fields = f.read().rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def measure(self, folder, seconds):
        own, everybody = self._cpu(), machine_cpu()
        self.process.stdin.write('%s %s\n' % (seconds, folder))
        self.process.stdin.flush()
        line = self.process.stdout.readline().split()
        if len(line) != 4:
            raise SetUpError('%s ended: %s' % (self.name, ' '.join(line)))
        passes, nanos, _, errors = map(int, line)
        return row(passes, nanos / 1e9, self._cpu() - own, errors / passes, machine_cpu() - everybody)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class TnefProcesses:
    """tnef once for each file, from a shell that does nothing else; it writes to a RAM disk where there is one."""

    name, options = 'tnef', 'a process for each file'
    SCRIPT = 'n=$1; d=$2; o=$3; shift 3; while [ $n -gt 0 ]; do for f in "$d"/*; do tnef -f "$f" -C "$o" "$@"; done; n=$((n - 1)); done'

    def __init__(self, options):
        self.flags, self.out = options, folders.in_memory()

    def _run(self, folder, passes):
        begin = time.monotonic()
        subprocess.run(['sh', '-c', self.SCRIPT, 'sh', str(passes), str(folder), str(self.out), *self.flags], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.monotonic() - begin

    def measure(self, folder, seconds):
        passes = max(1, round(seconds / max(1e-3, self._run(folder, 1))))
        own, everybody = _children(), machine_cpu()
        wall = self._run(folder, passes)
        return row(passes, wall, _children() - own, 0, machine_cpu() - everybody)

    def close(self):
        shutil.rmtree(self.out, ignore_errors=True)


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def row(passes, wall, cpu, errors, machine):
    """Of one pass; cpu and machine are CPU seconds, its own and those of the whole machine."""
    return {'seconds': wall / passes, 'cpu': cpu / passes, 'passes': passes, 'errors': errors, 'disturbed': machine - cpu > 0.3 + 0.15 * wall}


def rounds(loops, folder, seconds, repeats):
    """{name: figures}: in each round all of them in turn, so that what drifts on the machine drifts for all."""
    files = [f for f in os.scandir(folder)]
    size, found = sum(f.stat().st_size for f in files), {loop.name: [] for loop in loops}
    for _ in range(repeats):
        for loop in loops:
            found[loop.name].append(loop.measure(folder, seconds))
    return {loop.name: {'options': loop.options, 'mb_s': [size / 1e6 / r['seconds'] for r in found[loop.name]],
                        'mb_cpu_s': [size / 1e6 / max(r['cpu'], 1e-6) for r in found[loop.name]], 'msg_s': [len(files) / r['seconds'] for r in found[loop.name]], 'rows': found[loop.name],
                        'seconds': statistics.median(r['seconds'] for r in found[loop.name])} for loop in loops}
