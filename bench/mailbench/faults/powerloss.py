"""The state folder as a power loss, a disk that lies about what it has written, or a restored backup leaves it."""
import os
import shutil
import signal
import subprocess

from .rounds import Rounds

PAGES = 24 * (4096 + 24)       # of the WAL: frame headers and pages


class PowerLoss(Rounds):
    name = 'powerloss'

    def round(self, site, left):
        process = site.start()
        copy = site.folder / 'state.before'
        try:
            process.wait(self.moment())
            return 0, 0, site.checked()
        except subprocess.TimeoutExpired:
            self._take(process, site.state, copy)
        moving = site.moving()
        try:
            process.wait(self.random.choice([1e9, self.moment(), self.moment() / 4]) if copy.exists() else 1e9)
        except subprocess.TimeoutExpired:
            site.kill(process)
        if copy.exists():
            shutil.rmtree(site.state)
            copy.rename(site.state)
        return 1, int(moving), site.finish() or site.checked()

    def _take(self, process, state, copy):
        """All files of one moment: the process stands still meanwhile."""
        os.killpg(process.pid, signal.SIGSTOP)
        try:
            if state.exists():
                shutil.copytree(state, copy)
        finally:
            os.killpg(process.pid, signal.SIGCONT)
        wal = copy / 'ledger.db-wal'
        if self.random.random() < 1 / 3 and wal.exists():
            os.truncate(wal, max(0, wal.stat().st_size - self.random.randrange(1, PAGES)))
