"""Deterministic, realistic mailboxes, written straight into the source Dovecot's Maildirs.

  python3 -m mailbench.mailgen --user S --count 2000 --median 8000 --mean 45000 --mail STATE/src/mail
  python3 -m mailbench.mailgen --user m --users 20 --count 500 ...       users m01 .. m20, count messages each

Sizes are log-normal (--median, --mean give sigma), capped at --max. The same arguments give the same bytes, UIDs, flags and
dates. About 2.5 % is nasty on purpose: see message.NASTY. Prints counts and bytes of each mailbox as a JSON line.
"""
import argparse
import calendar
import hashlib
import json
import math
import os
import random
import sys

from .maildir import KEYWORDS, write
from .message import NASTY, message, respelled

FOLDERS = [('INBOX', 20), ('Sent', 15), ('Archive/2019', 6), ('Archive/2020', 7), ('Archive/2021', 7), ('Archive/2022', 8),
           ('Archive/2023', 8), ('Archive/2024', 8), ('Projects/Alpha/Phase 1', 4), ('Projects/R&D', 3), ('Drafts', 1),
           ('Entwürfe/Übersicht', 3), ('日本語', 1), ('Trash', 4), ('Junk', 5), ('Empty', 0)]


def mailbox(seed, user, count, median, mean, cap):
    """Yields (folder, uid, bytes LF, flags str set, keywords, epoch) in folder order, UIDs rising with gaps."""
    r = random.Random('%s/%s/%d/%d/%d' % (seed, user, count, median, mean))
    sigma = math.sqrt(2 * math.log(mean / median)) if mean > median else 0.5
    total = sum(w for _, w in FOLDERS)
    plan = [[f, count * w // total] for f, w in FOLDERS]
    plan[0][1] += count - sum(n for _, n in plan)
    end = calendar.timegm((2026, 11, 1, 0, 0, 0))
    span = 10 * 365 * 86400
    for f, n in plan:
        if n == 0:
            yield f, 0, None, None, None, None
            continue
        if f.startswith('Archive/'):
            lo = calendar.timegm((int(f[-4:]), 1, 1, 0, 0, 0))
            ts = sorted(r.randrange(lo, lo + 365 * 86400) for _ in range(n))
        else:
            ts = sorted(r.randrange(end - span, end) for _ in range(n))
        for i in range(0, n - 1, 23):                             # not everything arrived in date order
            j = min(n - 1, i + r.randrange(1, 23))
            ts[i], ts[j] = ts[j], ts[i]
        uid = r.randrange(0, 50)
        last, repeated = None, False
        for i in range(n):
            uid += 1 if r.random() < 0.93 else r.randrange(2, 30)
            x, nasty = r.random(), None
            for k, p in NASTY:
                if x < p:
                    nasty = k
                    break
                x -= p
            size = int(min(cap, max(700, r.lognormvariate(math.log(median), sigma))))
            if nasty == 'same' and last:
                m, t = last
                repeated = not repeated
                m = m if repeated else respelled(m)         # a sibling: only one letter tells it from the one before
            else:
                t = ts[i]
                m = message(r, '%s.%s.%d' % (user, hashlib.md5(f.encode()).hexdigest()[:6], uid), size, t, nasty)
            last = (m, t)
            fl = ''
            if f == 'Drafts':
                fl += 'D'
            if r.random() < 0.06:
                fl += 'F'
            if r.random() < 0.18:
                fl += 'R'
            if f == 'Sent' or r.random() < 0.8:
                fl += 'S'
            kw = [k for k in range(len(KEYWORDS)) if r.random() < 0.03]
            yield f, uid, m, fl, kw, t


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--user', required=True)
    a.add_argument('--users', type=int, default=0, help='make this many users USER01, USER02 ...')
    a.add_argument('--count', type=int, required=True, help='messages of each mailbox')
    a.add_argument('--median', type=int, default=8000, help='bytes')
    a.add_argument('--mean', type=int, default=45000, help='bytes')
    a.add_argument('--max', type=int, default=6000000, help='bytes')
    a.add_argument('--seed', default='1')
    a.add_argument('--mail', required=True, help="folder of the server's homes; writes MAIL/USER/Maildir")
    a.add_argument('--owner', type=int, default=os.geteuid(), help='numeric user and group the files are given to')
    o = a.parse_args()
    for u in ['%s%02d' % (o.user, i + 1) for i in range(o.users)] if o.users else [o.user]:
        home = os.path.join(o.mail, u)
        os.makedirs(home, exist_ok=True)
        counts = write(os.path.join(home, 'Maildir'), o.owner, mailbox(o.seed, u, o.count, o.median, o.mean, o.max))
        print(json.dumps({'user': u, **counts}))
        sys.stdout.flush()


if __name__ == '__main__':
    main()
