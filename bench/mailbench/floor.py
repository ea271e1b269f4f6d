"""The servers' own limit: minimal raw-socket IMAP, no parsing beyond what is needed.

  python3 -m mailbench.floor fetch  --user S --src HOST:PORT [--conns 1|2] [--tls]
      one UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]) per folder, all folders' commands pipelined, to nowhere
  ... append --user S --to NAME --src .. --dst HOST:PORT [--conns 1|2] [--how multi|single|sync] [--batch 1000]
      the same messages (read into memory before the clock starts) with MULTIAPPEND + LITERAL+ (multi: --batch messages a
      command), with pipelined single APPENDs + LITERAL+ (single), or one APPEND at a time, each waited for (sync)
  ... copy   --user S --to NAME --src .. --dst .. [--conns 1|2] [--how multi|single]
      both at once: fetched and appended in one stream (what a copier without any bookkeeping reaches)
With --conns 2 the folders are shared out over the connections by size.
Prints one JSON line.
"""
import argparse
import json
import os
import queue
import re
import resource
import sys
import threading
import time

from .imapraw import Raw, hostport, quote
from .measure import machine_cpu
from .upload import Upload

FLAGS, DATE = re.compile(rb'FLAGS \(([^)]*)\)'), re.compile(rb'INTERNALDATE ("[^"]*")')


def folders(o):
    """[(name, messages, bytes)] of the source, not timed."""
    c = Raw(*hostport(o.src, 143), o.tls)
    c.login(o.user, o.password)
    r = []
    for name, sep, _ in c.folders():
        t = c.cmd(b'STATUS ' + quote(name) + b' (MESSAGES SIZE)')[1]
        m = re.search(rb'MESSAGES (\d+) SIZE (\d+)', t[0][0])
        r.append((name, int(m.group(1)), int(m.group(2))))
    c.logout()
    return r


def share(fs, k):
    bins = [[0, []] for _ in range(k)]
    for f in sorted(fs, key=lambda f: -f[2]):
        b = min(bins, key=lambda b: b[0])
        b[0] += f[2]
        b[1].append(f)
    return [b[1] for b in bins]


FETCH = b'UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])'


def fetch(o, fs, total):
    c = Raw(*hostport(o.src, 143), o.tls)
    c.login(o.user, o.password)
    out = []
    for name, n, _ in fs:
        if n:
            out += [b'e EXAMINE ' + quote(name), b'f ' + FETCH]
    out.append(b'last NOOP')
    c.s.sendall(b'\r\n'.join(out) + b'\r\n')
    buf = bytearray(1 << 20)
    mv = memoryview(buf)
    tail, got = b'', 0
    while True:
        n = c.s.recv_into(mv)
        if n == 0:
            raise SystemExit('closed')
        got += n
        tail = (tail + bytes(mv[max(0, n - 200):n]))[-200:]
        if b"\nlast OK" in tail and tail.endswith(b"\r\n"):
            break
    total.append(got)
    c.s.close()


def attrs(text):
    fl = b' '.join(x for x in FLAGS.search(text).group(1).split() if x.lower() != b'\\recent')
    return b'(' + fl + b') ' + DATE.search(text).group(1)


def load(o, fs):
    c = Raw(*hostport(o.src, 143), o.tls)
    c.login(o.user, o.password)
    box = {}
    for name, n, _ in fs:
        box[name] = []
        c.cmd(b'EXAMINE ' + quote(name))
        if n:
            c.cmd(FETCH, lambda text, literals: box[name].append((attrs(text), literals[-1] if literals else b'')) if b' FETCH ' in text else None)
    c.logout()
    return box


def prepare(o, fs):
    c = Raw(*hostport(o.dst, 143), o.tls)
    c.login(o.to, o.password)
    for name, _, _ in fs:
        if name.upper() != b'INBOX':
            c.cmd(b'CREATE ' + quote(name), check=False)
    c.logout()


def upload(o):
    c = Raw(*hostport(o.dst, 143), o.tls)
    c.login(o.to, o.password)
    return Upload(c, o.how, o.batch)


def finish(u):
    """Ends the process where an APPEND was refused."""
    u.finish()
    if u.bad:
        print('floor: refused: %s' % u.bad[:3], file=sys.stderr, flush=True)
        os._exit(1)


def append(o, fs, box, total):
    u = upload(o)
    n = 0
    for name, _, _ in fs:
        for at, body in box[name]:
            u.append(name, at, body)
            n += len(body)
    finish(u)
    total.append(n)


def copy(o, fs, total):
    c = Raw(*hostport(o.src, 143), o.tls)
    c.login(o.user, o.password)
    u = upload(o)
    q = queue.Queue(2000)

    def writer():
        while True:
            x = q.get()
            if x is None:
                finish(u)
                return
            u.append(*x)
    w = threading.Thread(target=writer)
    w.start()
    tot = 0
    send = []
    names = [f[0] for f in fs if f[1]]
    for name in names:
        send += [b'e EXAMINE ' + quote(name), b'f ' + FETCH]
    c.s.sendall(b'\r\n'.join(send) + b'\r\n')
    i = 0
    while i < len(names):
        text, lits = c.response()
        if lits:
            q.put((names[i], attrs(text), lits[-1]))
            tot += len(lits[-1])
        elif text.startswith(b'f '):
            i += 1
    q.put(None)
    w.join()
    c.s.close()
    total.append(tot)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('what', choices=['fetch', 'append', 'copy'])
    a.add_argument('--src', required=True, metavar='HOST:PORT')
    a.add_argument('--dst', metavar='HOST:PORT')
    a.add_argument('--user', required=True)
    a.add_argument('--to')
    a.add_argument('--password', default='secret')
    a.add_argument('--conns', type=int, default=1)
    a.add_argument('--how', default='multi', choices=['multi', 'single', 'sync'])
    a.add_argument('--batch', type=int, default=1000)
    a.add_argument('--tls', action='store_true')
    o = a.parse_args()
    fs = folders(o)
    msgs = sum(f[1] for f in fs)
    if o.what != 'fetch' and not (o.dst and o.to):
        a.error('%s needs --dst and --to' % o.what)
    total = []
    bins = share(fs, o.conns)
    if o.what == 'fetch':
        jobs = [threading.Thread(target=fetch, args=(o, b, total)) for b in bins]
    else:
        prepare(o, fs)
        if o.what == 'append':
            box = load(o, fs)
            jobs = [threading.Thread(target=append, args=(o, b, box, total)) for b in bins]
        else:
            jobs = [threading.Thread(target=copy, args=(o, b, total)) for b in bins]
    c0, r0, t0 = machine_cpu(), resource.getrusage(resource.RUSAGE_SELF), time.time()
    for j in jobs:
        j.start()
    for j in jobs:
        j.join()
    t, r1 = time.time() - t0, resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({'what': o.what, 'how': o.how if o.what != 'fetch' else 'UID FETCH', 'conns': o.conns, 'tls': o.tls, 'user': o.user, 'msgs': msgs, 'mb': round(sum(total) / 1e6, 1),
                      'wall': round(t, 3), 'msg_s': round(msgs / t), 'mb_s': round(sum(total) / 1e6 / t, 1),
                      'client_cpu': round(r1.ru_utime + r1.ru_stime - r0.ru_utime - r0.ru_stime, 2), 'machine_cpu': round(machine_cpu() - c0, 2)}))


if __name__ == '__main__':
    main()
