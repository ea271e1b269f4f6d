"""What all kinds of fault have in common: rounds, counted, each on a new destination."""
import shutil
import time


class Rounds:
    """A subclass has a name and round(site, left): (faults done, of these while mail was moving, what went wrong)."""

    name = ''
    destinations = 1

    def __init__(self, ends, random, out, say):
        self.ends, self.random, self.out, self.say = ends, random, out, say
        self.seconds = 0

    def go(self, wanted):
        """Goes on until so many faults are done; their counts."""
        self._measure()
        total = {'kind': self.name, 'faults': 0, 'moving': 0, 'rounds': 0, 'failures': 0}
        while total['faults'] < wanted:
            site = self.ends.site(self.destinations)
            done, moving, wrong = self.round(site, wanted - total['faults'])
            total['rounds'] += 1
            total['faults'] += done
            total['moving'] += moving
            if wrong:
                total['failures'] += 1
                kept = self.out / ('%s-%d' % (self.name, total['rounds']))
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(site.folder, kept)
                self.say('%s, round %d: %s\n  kept: %s' % (self.name, total['rounds'], wrong, kept))
            site.remove()
            self.say('%s: %d of %d, %d while mail was moving, %d failures' % (self.name, total['faults'], wanted, total['moving'], total['failures']))
        return total

    def _measure(self):
        """How long an undisturbed pass takes, so that moments can be chosen within it."""
        site = self.ends.site(self.destinations)
        begin = time.monotonic()
        wrong = site.finish()
        self.seconds = time.monotonic() - begin
        wrong = wrong or site.checked()
        if wrong:
            raise RuntimeError('a pass without any fault is not right: ' + wrong)
        site.remove()
        self.say('%s: an undisturbed pass takes %.1f s' % (self.name, self.seconds))

    def moment(self):
        """Some time within a pass, more often late than early, because a pass that goes on is shorter."""
        return self.seconds * self.random.uniform(0.02, 1)

    def round(self, site, left):
        raise NotImplementedError
