"""The mailboxes that are copied (cases), and under which conditions (setups)."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Mailboxes of equal size: bytes are of the median and the mean message."""
    name: str
    mailboxes: int
    count: int
    median: int
    mean: int
    jobs: int = 1

    @property
    def prefix(self):
        """Name of the mailbox, or how the names begin; the generator's bytes depend on it."""
        return self.name if self.mailboxes == 1 else self.name.lower()

    def users(self):
        if self.mailboxes == 1:
            return [self.prefix]
        return ['%s%02d' % (self.prefix, i + 1) for i in range(self.mailboxes)]

    def bytes(self):
        """About how many the source holds."""
        return self.mailboxes * self.count * max(self.mean, 1700)


def small(count):
    """A case of the size series: little but headers, so that the number of messages is what counts."""
    return Case('N%d' % count, 1, count, 700, 700)


def steady(count):
    """Mailboxes like L beside one another, so many that the start is little of it: what a large customer sees for days."""
    return Case('E%d' % count, 8, count, 4000, 12000, jobs=2)


CASES = {c.name: c for c in (
    Case('S', 1, 2000, 8000, 45000),
    Case('L', 1, 20000, 4000, 12000),
    Case('M', 20, 500, 6000, 20000, jobs=4),
    Case('W', 6, 2000, 8000, 45000),          # warm: one after another in one process
    Case('T', 2, 40, 3000, 6000, jobs=2),     # tiny: the smoke
)}


@dataclass(frozen=True)
class Setup:
    """One case under one network. compress '' leaves everything as it comes: the servers do not offer COMPRESS then."""
    case: Case
    rtt: float = 0
    mbit: float = 0
    tls: bool = False
    compress: str = ''

    def key(self):
        return {'case': self.case.name, 'rtt': self.rtt, 'mbit': self.mbit, 'tls': self.tls, 'compress': self.compress}

    def label(self):
        text = '%s, RTT %g ms' % (self.case.name, self.rtt)
        text += ', %g Mbit/s' % self.mbit if self.mbit else ''
        text += ', TLS' if self.tls else ''
        return text + (', compress %s' % self.compress if self.compress else '')


RTTS = [0, 5, 20, 50, 100]
SIZES = [1000, 5000, 20000, 50000, 100000, 200000]
STEADY_SIZES = [20000]
SETS = {
    'S': 'one mailbox, 2,000 messages, 87.5 MB',
    'L': 'one mailbox, 20,000 messages, 243 MB',
    'M': '20 mailboxes of 500 messages, 199 MB, 4 processes at a time',
    'rtt': 'S at RTT 0, 5, 20, 50 and 100 ms',
    'size': '1,000 to 200,000 small messages in one mailbox',
    'noop': 'M and 100,000 small messages at RTT 20 ms: look at the second pass',
    'tls': 'S and L with TLS on both sides',
    'compress': 'L at RTT 20 ms and 50 Mbit/s, without and with COMPRESS=DEFLATE',
    'warm': '6 mailboxes as S, one after another: look at the later ones',
    'steady': '8 mailboxes of 20,000 messages, 1.9 GB; --sizes 5000 for a quarter of it',
    'all': 'all of these',
}


def setups(names, rtt=None, mbit=None, tls=False, compress=None, sizes=None):
    """The setups of the named sets, each once, in order; what is given replaces the set's own."""
    if 'all' in names:
        names = [n for n in SETS if n != 'all']
    out = []
    for name in names:
        out += _set(name, rtt, mbit or 0, tls, compress or [''], sizes)
    return list(dict.fromkeys(out))


def _set(name, rtt, mbit, tls, compress, sizes):
    def cross(cases, rtts, mbit=mbit, tls=tls, compress=compress):
        return [Setup(c, float(r), mbit, tls, z) for c in cases for r in rtts for z in compress]
    if name == 'rtt':
        return cross([CASES['S']], rtt or RTTS)
    if name == 'size':
        return cross([small(n) for n in sizes or SIZES], rtt or [0])
    if name == 'steady':
        return cross([steady(n) for n in sizes or STEADY_SIZES], rtt or [0])
    if name == 'noop':
        return cross([CASES['M'], small(100000)], rtt or [20])
    if name == 'tls':
        return cross([CASES['S'], CASES['L']], rtt or [0, 20], tls=True)
    if name == 'compress':
        return cross([CASES['L']], rtt or [20], mbit=mbit or 50, compress=compress if compress != [''] else ['never', 'always'])
    if name == 'warm':
        return cross([CASES['W']], rtt or [0])
    if name == 'smoke':
        return [Setup(CASES['T'], 4.0, 200.0), Setup(CASES['T'], 0.0, 0.0, True)]
    return cross([CASES[name]], rtt or [0, 20])
