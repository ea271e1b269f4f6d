"""kill -9 at random moments."""
import subprocess

from .rounds import Rounds


class Kill(Rounds):
    name = 'kill'

    def round(self, site, left):
        done = moving = 0
        while done < left:
            process = site.start()
            try:
                process.wait(self.moment())
                break                      # it came to its end before
            except subprocess.TimeoutExpired:
                site.kill(process)
            done += 1
            moving += site.moving()
        return done, moving, site.finish() or site.checked()
