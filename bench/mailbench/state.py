"""The folder the bench works in: one bench at a time, on a RAM disk where root may mount one."""
import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from .needs import SetUpError, find


def default_folder(project, name):
    """Below target, unless the mail's owner (not root) could not reach it, as in a checkout below /root: then below /run."""
    folder = Path(project) / 'target' / name
    if os.geteuid() == 0 and not reachable(folder):
        return Path('/run') / ('caravan-%s-%s' % (name, hashlib.sha256(str(project).encode()).hexdigest()[:8]))
    return folder


def reachable(folder):
    """Whether users without rights of their own can pass through all folders above."""
    return all(not p.exists() or p.stat().st_mode & 0o001 for p in Path(folder).resolve().parents)


class State:
    """Folders: servers (on the RAM disk), work, bin."""

    def __init__(self, folder, ram, say):
        self.folder, self.ram, self.say = Path(folder).resolve(), ram, say
        self.servers, self.work, self.programs = self.folder / 'servers', self.folder / 'work', self.folder / 'bin'

    def __enter__(self):
        if os.geteuid() == 0 and not reachable(self.folder / 'x'):
            raise SetUpError('%s cannot be entered by the user the mail belongs to (Dovecot refuses root): choose another --state, '
                             'for example /var/tmp/caravan-bench' % self.folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o755)
            self.lock = open(self.folder / 'lock', 'w')
        except OSError as e:
            raise SetUpError('cannot write to %s: %s' % (self.folder, e.strerror))
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SetUpError('another bench is at work in %s: wait for it, or choose another --state' % self.folder)
        shutil.rmtree(self.work, ignore_errors=True)
        for folder in (self.servers, self.work, self.programs):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)
        if self.ram and os.geteuid() == 0 and not os.path.ismount(self.servers):
            self._mount()
        return self

    def _mount(self):
        size = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') * 6 // 10
        done = subprocess.run([find('mount') or 'mount', '-t', 'tmpfs', '-o', 'size=%d,mode=755' % size, 'caravan-bench', str(self.servers)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            self.say('no RAM disk (%s): the mail is on the disk, figures vary more' % (done.stdout.strip() or 'mount failed'))

    def filesystem(self):
        """Kind of file system the mail is on."""
        best = ('', '')
        for line in Path('/proc/mounts').read_text().splitlines():
            _, point, kind = line.split()[:3]
            if (str(self.servers) + '/').startswith(point.rstrip('/') + '/') and len(point) >= len(best[0]):
                best = (point, kind)
        return best[1]

    def need_space(self, size, what):
        """Refuses to begin what will not fit: size in bytes."""
        free = shutil.disk_usage(self.servers).free
        if free < size:
            raise SetUpError('%s needs about %d MB below %s, and %d MB are free: choose another --state, or smaller cases'
                             % (what, size // 10**6, self.servers, free // 10**6))

    def clean(self):
        """Removes the mailboxes and everything else that is not a result."""
        end = time.monotonic() + 10
        while os.path.ismount(self.servers):     # Dovecot's helpers end a little after their master
            lazily = time.monotonic() > end
            subprocess.run([find('umount') or 'umount'] + ['-l'] * lazily + [str(self.servers)], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if lazily:
                break
            time.sleep(0.1)
        for folder in (self.servers, self.work):
            shutil.rmtree(folder, ignore_errors=True)

    def __exit__(self, *_):
        self.lock.close()
