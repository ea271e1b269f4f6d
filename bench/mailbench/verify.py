#!/usr/bin/env python3
"""Compares two IMAP accounts message by message.

  verify.py --src HOST:PORT --dst HOST:PORT --user1 S --user2 S [--password1 secret] [--password2 secret]
            [--tls1] [--tls2] [--no-flags] [--no-dates] [--no-keywords] [--ignore-empty-folders] [--show 5] [--json]
            [--strip HEADER ...] [--map SRCFOLDER=DSTFOLDER ...]   [--only FOLDER ...]

Each account becomes a multiset of (folder, sha256 of the whole body, INTERNALDATE to the second in UTC, flags without
\\Recent). Folder names are compared with each server's own separator turned into /. Prints:
  missing    messages of the source whose body is nowhere in that folder of the destination
  duplicate  bodies the destination has more often than the source
  foreign    bodies in the destination that the source folder does not have at all
  altered    of the missing: those with a counterpart having the same Message-ID and a different body
  flags, dates   bodies that arrived, but with other flags or another INTERNALDATE
  folders    folders missing or too many
Exit 0 only if everything compared is equal.
"""
import argparse
import collections
import datetime
import hashlib
import json
import re
import sys
import threading
from .imapraw import Raw, hostport, quote

MON = {m: i + 1 for i, m in enumerate(b'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split())}
ATT = re.compile(rb'UID (\d+)'), re.compile(rb'FLAGS \(([^)]*)\)'), re.compile(rb'INTERNALDATE "([^"]*)"')
IDATE = re.compile(rb' ?(\d+)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)')
MID = re.compile(rb'^message-id:\s*(\S+)', re.I | re.M)


def epoch(s):
    d, m, y, H, M, S, sg, oh, om = IDATE.match(s).groups()
    t = datetime.datetime(int(y), MON[m], int(d), int(H), int(M), int(S), tzinfo=datetime.timezone.utc).timestamp()
    return int(t) + (-1 if sg == b'+' else 1) * (int(oh) * 3600 + int(om) * 60)


def strip_headers(body, names):
    i = body.find(b'\r\n\r\n')
    h, rest = (body[:i + 2], body[i + 2:]) if i >= 0 else (body, b'')
    for n in names:
        h = re.sub(rb'(?im)^' + re.escape(n.encode()) + rb':[^\r\n]*\r\n([ \t][^\r\n]*\r\n)*', b'', h)
    return h + rest


def read_account(host, port, tls, user, password, o, out):
    try:
        c = Raw(host, port, tls)
        c.login(user, password)
        acc = {}
        for name, sep, _ in c.folders():
            canon = name.replace(sep, b'/') if sep else name
            if canon.upper() == b'INBOX':
                canon = b'INBOX'
            if o.only and canon.decode() not in o.only:
                continue
            msgs = acc[canon] = []

            def each(text, lits):
                if b' FETCH ' not in text or not lits:
                    if b' FETCH ' in text and b'BODY[] ""' in text:
                        lits = [b'']
                    else:
                        return
                u, f, d = (x.search(text) for x in ATT)
                body = lits[-1]
                if o.strip:
                    body = strip_headers(body, o.strip)
                fl = frozenset(x.lower() for x in f.group(1).split()) - {b'\\recent'}
                if o.no_keywords:
                    fl = frozenset(x for x in fl if x.startswith(b'\\'))
                h = body[:20000].split(b'\r\n\r\n', 1)[0]
                m = MID.search(h)
                msgs.append((hashlib.sha256(body).digest(), epoch(d.group(1)), fl, m.group(1) if m else None, len(body), int(u.group(1))))
            exists = 0
            for text, _ in c.cmd(b'EXAMINE ' + quote(name))[1]:
                m = re.match(rb'\* (\d+) EXISTS', text)
                if m:
                    exists = int(m.group(1))
            if exists:
                c.cmd('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', each)
        c.logout()
        out.append(acc)
    except Exception as e:
        out.append(e)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--src', default='127.0.0.1:10143')
    a.add_argument('--dst', default='127.0.0.1:11143')
    for i in '12':
        a.add_argument('--user' + i, required=True)
        a.add_argument('--password' + i, default='secret')
        a.add_argument('--tls' + i, action='store_true')
    a.add_argument('--no-flags', action='store_true')
    a.add_argument('--no-keywords', action='store_true')
    a.add_argument('--no-dates', action='store_true')
    a.add_argument('--ignore-empty-folders', action='store_true')
    a.add_argument('--map', action='append', default=[])
    a.add_argument('--only', action='append', default=[])
    a.add_argument('--strip', action='append', default=[], help='header removed on both sides before hashing, e.g. X-TUID')
    a.add_argument('--show', type=int, default=0)
    a.add_argument('--json', action='store_true')
    o = a.parse_args()
    res = [[], []]
    ts = [threading.Thread(target=read_account, args=(*hostport(h, 143), t, u, p, o, r)) for h, t, u, p, r in
          ((o.src, o.tls1, o.user1, o.password1, res[0]), (o.dst, o.tls2, o.user2, o.password2, res[1]))]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    s, d = res[0][0], res[1][0]
    for x in (s, d):
        if isinstance(x, Exception):
            print('error: %r' % x)
            sys.exit(3)
    mp = dict(x.encode().split(b'=', 1) for x in o.map)
    s = {mp.get(k, k): v for k, v in s.items()}
    n = collections.Counter()
    shown = []
    n['src'] = sum(map(len, s.values()))
    n['dst'] = sum(map(len, d.values()))
    n['bytes'] = sum(m[4] for v in s.values() for m in v)
    for f in s:
        if f not in d and (s[f] or not o.ignore_empty_folders):
            n['folders_missing'] += 1
            shown.append('folder missing: %s (%d)' % (f.decode(), len(s[f])))
    for f in d:
        if f not in s and (d[f] or not o.ignore_empty_folders):
            n['folders_extra'] += 1
            shown.append('folder extra: %s (%d)' % (f.decode(), len(d[f])))
    for f in sorted(set(s) | set(d)):
        A, B = s.get(f, []), d.get(f, [])
        ca, cb = collections.Counter(m[0] for m in A), collections.Counter(m[0] for m in B)
        foreign_ids = collections.Counter(m[3] for m in B if m[0] not in ca)
        for m in A:
            if cb[m[0]] < ca[m[0]]:
                ca[m[0]] -= 1
                n['missing'] += 1
                if m[3] and foreign_ids[m[3]] > 0:
                    foreign_ids[m[3]] -= 1
                    n['altered'] += 1
                    shown.append('altered: %s uid %d %s' % (f.decode(), m[5], m[3]))
                else:
                    shown.append('missing: %s uid %d %s size %d' % (f.decode(), m[5], m[3], m[4]))
        ca = collections.Counter(m[0] for m in A)
        for h, k in cb.items():
            if h in ca and k > ca[h]:
                n['duplicate'] += k - ca[h]
            elif h not in ca:
                n['foreign'] += k
        for i, key, skip in ((1, 'dates', o.no_dates), (2, 'flags', o.no_flags)):
            if skip:
                continue
            x, y = collections.Counter((m[0], m[i]) for m in A), collections.Counter((m[0], m[i]) for m in B)
            for (h, v), k in x.items():
                bad = max(0, min(k, cb[h]) - y[(h, v)])
                if bad:
                    n[key] += bad
                    got = [m[i] for m in B if m[0] == h][:3] if len(shown) < 50 else ''
                    shown.append('%s: %s %s want %r got %r' % (key, f.decode(), [m[3] for m in A if m[0] == h][:1] if len(shown) < 50 else '', v, got))
    bad = {k: n[k] for k in ('missing', 'altered', 'duplicate', 'foreign', 'flags', 'dates', 'folders_missing', 'folders_extra') if n[k]}
    if o.json:
        print(json.dumps({'equal': not bad, 'src': n['src'], 'dst': n['dst'], 'bytes': n['bytes'], **bad}))
    else:
        print('src %d  dst %d  bytes %d  %s' % (n['src'], n['dst'], n['bytes'], 'EQUAL' if not bad else ' '.join('%s %d' % x for x in bad.items())))
    for x in shown[:o.show]:
        print('  ' + x)
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
