"""kill -9 at random moments of a route with two destinations, of which one is away for a while."""
import subprocess

from .rounds import Rounds

TRIES = 3         # passes until what could not be done before is done


class TwoDestinations(Rounds):
    name = 'two-destinations'
    destinations = 2

    def round(self, site, left):
        away = self.random.choice([None, *site.destinations])
        done = moving = 0
        for absent in [False] * self.random.randrange(2) + [True] * self.random.randrange(1, 3) + [False] * self.random.randrange(1, 4):
            if done == left:
                break
            killed, wrong = self._pass(site, away if absent else None)
            if wrong:
                return done, moving, wrong
            done += killed
            moving += killed and site.moving()
        for tried in range(TRIES):
            wrong = site.finish()
            if not wrong:
                break
        return done, moving, wrong or site.checked()

    def _pass(self, site, away):
        """A pass, with the server away from a random moment on until its end: (was it killed, what was wrong with it)."""
        process = site.start()
        try:
            gone = None
            if away:
                try:
                    gone = process.wait(self.random.choice([0, self.moment()]))
                except subprocess.TimeoutExpired:
                    pass
                away.stop()
            if gone is None:
                status = process.wait(self.moment())
                if away and status == 0 and not site.complete():   # it may have been through before the server was down
                    return False, 'exit code 0, though a destination was away and lacks messages'
            return False, ''
        except subprocess.TimeoutExpired:
            site.kill(process)
            return True, ''
        finally:
            if away:
                away.start()
