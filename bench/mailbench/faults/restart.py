"""One of the servers goes away in the middle of a pass and comes back."""
import subprocess
import time

from .rounds import Rounds

LONGEST = 3       # seconds away


class Restart(Rounds):
    name = 'restart'

    def round(self, site, left):
        """The pass goes on by itself, unless the server was away when it signed in: then the next one does it all."""
        server = self.random.choice([site.ends.servers.source, *site.destinations])
        process = site.start()
        try:
            process.wait(self.moment())
            return 0, 0, site.checked()
        except subprocess.TimeoutExpired:
            server.stop()
        moving = site.moving()
        try:
            time.sleep(self.random.uniform(0, LONGEST))
        finally:
            server.start()
        try:
            status = process.wait(site.limit)
        except subprocess.TimeoutExpired:
            site.kill(process)
            return 1, int(moving), 'the pass did not end within %d s' % site.limit
        if status not in (0, 3):
            return 1, int(moving), 'exit code %d' % status
        if status and moving:
            return 1, int(moving), 'the pass did not go on by itself: %s' % site.log.read_text(errors='replace')[-500:]
        return 1, int(moving), site.finish() or site.checked()
