"""One mail of 100 MB: how long it takes and how much memory."""
import email
import email.policy
import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from . import folders, streams

BENCH = Path(__file__).resolve().parent.parent
FILES, SIZE = 5, 20_000_000


def make(folder):
    """raw/large.tnef, eml/large.eml; the digests of the files in them, in folder/digests."""
    contents = [('file %d.bin' % n, streams.noise(SIZE, n)) for n in range(FILES)]
    stream = streams.tnef(contents)
    for kind, data in (('raw', stream), ('eml', streams.mail('application/ms-tnef', 'winmail.dat', stream))):
        folders.clear(folder / kind)
        (folder / kind / ('large.' + ('tnef' if kind == 'raw' else 'eml'))).write_bytes(data)
    (folder / 'digests').write_text(''.join(hashlib.sha256(c).hexdigest() + '\n' for _, c in contents))


def digests(path):
    """Of the attachments of the message."""
    with open(path, 'rb') as f:
        message = email.message_from_binary_file(f, policy=email.policy.compat32)
    return [hashlib.sha256(part.get_payload(decode=True)).hexdigest() for part in message.walk() if part.get_filename()]


class Watch(threading.Thread):
    """The most memory that the process had: all, and what is not a file."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.file, self.peak, self.own, self.done = '/proc/%d/status' % pid, 0, 0, threading.Event()
        self.start()

    def run(self):
        while not self.done.wait(0.02):
            try:
                with open(self.file) as f:
                    fields = dict(line.split(':', 1) for line in f)
                self.peak = max(self.peak, int(fields.get('VmHWM', '0').split()[0]) / 1024)
                self.own = max(self.own, int(fields.get('RssAnon', '0').split()[0]) / 1024)
            except (OSError, IndexError):
                return


def run(command, **more):
    """(exit code, {seconds, peak memory, of it not mapped files}, standard output)."""
    begin = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    watch = Watch(process.pid)
    out, said = process.communicate()
    wall = time.monotonic() - begin
    watch.done.set()
    watch.join()
    if process.returncode:
        print(said.decode(errors='replace')[-500:], file=sys.stderr)
    return process.returncode, {'wall': wall, 'rss_mb': watch.peak, 'own_mb': watch.own}, out


def measure(command, folder, peers, repeats):
    """{what: [figures]}; right: whether all files came out, byte for byte."""
    subprocess.run([sys.executable, '-m', 'tnefbench.large', str(folder)], check=True, cwd=BENCH)   # its memory is not ours
    wanted, found = (folder / 'digests').read_text().split(), {}
    for repeat in range(repeats):
        for kind, name in (('eml', 'caravan convert, a mail'), ('raw', 'caravan convert, the stream')):
            folders.clear(folder / 'out')
            status, figures, _ = run([*command, 'convert', next((folder / kind).iterdir()), '-o', folder / 'out', '--json'],
                                     env={**os.environ, 'CARAVAN_JAVA_OPTS': '-Xmx256m'})
            files = list((folder / 'out').iterdir())
            right = status == 0 and len(files) == 1 and _same(folder, files[0], wanted)
            found.setdefault(name, []).append({**figures, 'right': right})
        for peer in peers:
            folders.clear(folder / 'out')
            status, figures, _ = run(peer.command(folder / 'raw' / 'large.tnef', folder / 'out'))
            got = [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((folder / 'out').iterdir()) if p.stat().st_size == SIZE]
            found.setdefault(peer.name + ', the stream', []).append({**figures, 'right': status == 0 and got == wanted})
    return found


def _same(folder, file, wanted):
    """In a process of its own: Python's parser takes a lot of memory."""
    done = subprocess.run([sys.executable, '-m', 'tnefbench.large', '--digests', str(file)], stdout=subprocess.PIPE, text=True, cwd=BENCH)
    return done.stdout.split() == wanted


if __name__ == '__main__':
    if sys.argv[1] == '--digests':
        print('\n'.join(digests(sys.argv[2])))
    else:
        make(Path(sys.argv[1]))
