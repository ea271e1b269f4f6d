"""Compares two IMAP accounts message by message.

Each account becomes a multiset of (folder, sha256 of the whole body, INTERNALDATE to the second in UTC, flags without
\\Recent). Folder names are compared with each server's own separator turned into /. Prints:
  missing    messages of the source whose body is nowhere in that folder of the destination
  duplicate  bodies the destination has more often than the source
  foreign    bodies in the destination that the source folder does not have at all
  altered    of the missing: those with a counterpart having the same Message-ID and a different body
  flags, dates   bodies that arrived, but with other flags or another INTERNALDATE
  folders    folders missing or too many
Exit 0 only if all is equal, 1 if not, 3 if an account could not be read.
"""
import argparse
import collections
import json
import sys
import threading

from . import account
from .imapraw import hostport

FAULTS = ('missing', 'altered', 'duplicate', 'foreign', 'flags', 'dates', 'folders_missing', 'folders_extra')


def compare(source, destination, dates=True, flags=True):
    """(counts, a line for each fault) of two accounts as account.read() gives them."""
    n, shown = collections.Counter(), []
    n['src'], n['dst'] = (sum(map(len, x.values())) for x in (source, destination))
    n['bytes'] = sum(m.size for messages in source.values() for m in messages)
    for key, some, others in (('missing', source, destination), ('extra', destination, source)):
        for folder in some.keys() - others.keys():
            n['folders_' + key] += 1
            shown.append('folder %s: %s (%d)' % (key, folder.decode(), len(some[folder])))
    for folder in sorted(source.keys() | destination.keys()):
        a, b = source.get(folder, []), destination.get(folder, [])
        _bodies(folder, a, b, n, shown)
        if dates:
            _attribute(folder, a, b, 'date', 'dates', n, shown)
        if flags:
            _attribute(folder, a, b, 'flags', 'flags', n, shown)
    return n, shown


def _bodies(folder, a, b, n, shown):
    wanted, got = collections.Counter(m.digest for m in a), collections.Counter(m.digest for m in b)
    left = collections.Counter(wanted)
    foreign_ids = collections.Counter(m.message_id for m in b if m.digest not in wanted)
    for m in a:
        if got[m.digest] >= left[m.digest]:
            continue
        left[m.digest] -= 1
        n['missing'] += 1
        kind = 'missing'
        if m.message_id and foreign_ids[m.message_id] > 0:
            foreign_ids[m.message_id] -= 1
            n['altered'] += 1
            kind = 'altered'
        shown.append('%s: %s uid %d %s size %d' % (kind, folder.decode(), m.uid, m.message_id, m.size))
    for digest, count in got.items():
        if digest not in wanted:
            n['foreign'] += count
        elif count > wanted[digest]:
            n['duplicate'] += count - wanted[digest]
            shown.append('duplicate: %s uid %s' % (folder.decode(), [m.uid for m in b if m.digest == digest]))


def _attribute(folder, a, b, field, key, n, shown):
    """Messages that arrived with another value of a field."""
    arrived = collections.Counter(m.digest for m in b)
    wanted, got = (collections.Counter((m.digest, getattr(m, field)) for m in x) for x in (a, b))
    for (digest, value), count in wanted.items():
        bad = max(0, min(count, arrived[digest]) - got[digest, value])
        if bad:
            n[key] += bad
            uid = next(m.uid for m in a if m.digest == digest)
            shown.append('%s: %s uid %d wants %r' % (key, folder.decode(), uid, value))


def _read_both(o):
    results = [None, None]

    def work(i, address, user, password, tls):
        try:
            results[i] = account.read(*hostport(address, 143), tls, user, password, keywords=not o.no_keywords, strip=o.strip)
        except Exception as e:                      # handed to the main thread, which tells it
            results[i] = e
    threads = [threading.Thread(target=work, args=x) for x in
               ((0, o.src, o.user1, o.password1, o.tls1), (1, o.dst, o.user2, o.password2, o.tls2))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for name, x in zip(('source', 'destination'), results):
        if isinstance(x, Exception):
            print('error: the %s cannot be read: %s: %s' % (name, type(x).__name__, x))
            sys.exit(3)
    return results


def main():
    a = argparse.ArgumentParser(prog='verify', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--src', required=True, metavar='HOST:PORT')
    a.add_argument('--dst', required=True, metavar='HOST:PORT')
    for i in '12':
        a.add_argument('--user' + i, required=True)
        a.add_argument('--password' + i, default='secret')
        a.add_argument('--tls' + i, action='store_true')
    a.add_argument('--no-flags', action='store_true')
    a.add_argument('--no-keywords', action='store_true')
    a.add_argument('--no-dates', action='store_true')
    a.add_argument('--strip', action='append', default=[], help='header removed on both sides before hashing, e.g. X-TUID')
    a.add_argument('--show', type=int, default=0, help='how many faults to name')
    a.add_argument('--json', action='store_true')
    o = a.parse_args()
    n, shown = compare(*_read_both(o), dates=not o.no_dates, flags=not o.no_flags)
    bad = {k: n[k] for k in FAULTS if n[k]}
    if o.json:
        print(json.dumps({'equal': not bad, 'src': n['src'], 'dst': n['dst'], 'bytes': n['bytes'], **bad}))
    else:
        print('src %d  dst %d  bytes %d  %s' % (n['src'], n['dst'], n['bytes'], 'EQUAL' if not bad else ' '.join('%s %d' % x for x in bad.items())))
    for x in shown[:o.show]:
        print('  ' + x)
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
