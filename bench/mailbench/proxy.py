"""Builds and runs delayproxy.c in front of servers."""
import os
import subprocess
from pathlib import Path

from .needs import SetUpError

SOURCE = Path(__file__).resolve().parent.parent / 'delayproxy.c'


def build(folder):
    """The program, built anew when the source is newer."""
    folder = Path(folder)
    program = folder / 'delayproxy'
    if not program.exists() or program.stat().st_mtime < SOURCE.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / ('delayproxy.%d' % os.getpid())
        done = subprocess.run(['gcc', '-O2', '-Wall', '-o', str(fresh), str(SOURCE)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SetUpError('gcc does not build %s (Debian packages gcc libc6-dev):\n%s' % (SOURCE.name, done.stdout.strip()))
        fresh.rename(program)
    return program


class Proxy:
    """rtt in ms, mbit in 10^6 bits a second per port and direction, 0: no limit. links: [(port, port of the server)]."""

    def __init__(self, program, rtt, mbit, links):
        command = [str(program), '%g' % (rtt / 2), '%g' % mbit] + ['%d:%d' % link for link in links]
        # A session of its own, so that Ctrl-C reaches it only when the bench ends it.
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        line = self.process.stdout.readline().strip()
        if line != 'ready':
            self.process.wait()
            raise SetUpError('the proxy does not start: ' + line)

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
