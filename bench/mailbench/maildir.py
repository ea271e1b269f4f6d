"""Writes a mailbox as a Maildir in the form Dovecot itself writes: LF line ends, S= and W= sizes and flags in the file name,
keywords in dovecot-keywords, UIDs with gaps in dovecot-uidlist, mtime = INTERNALDATE."""
import base64
import hashlib
import os
import shutil

KEYWORDS = ['$Forwarded', '$MDNSent', 'NonJunk', 'Projekt-X', '$label1']


def mutf7(s):
    out, run = [], []

    def flush():
        if run:
            b = base64.b64encode(''.join(run).encode('utf-16-be')).rstrip(b'=').replace(b'/', b',').decode()
            out.append('&' + b + '-')
            run.clear()
    for c in s:
        if 0x20 <= ord(c) <= 0x7e:
            flush()
            out.append('&-' if c == '&' else c)
        else:
            run.append(c)
    flush()
    return ''.join(out)


def write(root, owner, gen):
    """gen yields (folder, uid, bytes with LF, flags, keyword numbers, epoch); bytes None: an empty folder. Returns the counts."""
    if os.path.exists(root):
        shutil.rmtree(root)
    user = os.path.basename(os.path.dirname(root))
    made, counts = {}, {'messages': 0, 'bytes': 0, 'folders': 0}
    for f, u, m, fl, kw, t in gen:
        if f not in made:
            d = root if f == 'INBOX' else os.path.join(root, '.' + '.'.join(mutf7(p) for p in f.split('/')))
            for s in ('cur', 'new', 'tmp'):
                os.makedirs(os.path.join(d, s))
            if f != 'INBOX':
                open(os.path.join(d, 'maildirfolder'), 'w').close()
            with open(os.path.join(d, 'dovecot-keywords'), 'w') as k:
                k.write(''.join('%d %s\n' % x for x in enumerate(KEYWORDS)))
            made[f] = (d, [])
            counts['folders'] += 1
        if m is None:
            continue
        d, ul = made[f]
        lf = m.count(b'\n') - m.count(b'\r\n')
        base = '%d.M%dP1.bench,S=%d,W=%d' % (t, u, len(m), len(m) + lf)
        p = os.path.join(d, 'cur', base + ':2,' + fl + ''.join(chr(97 + k) for k in kw))
        with open(p, 'wb') as o:
            o.write(m)
        os.utime(p, (t, t))
        ul.append('%d :%s\n' % (u, base))
        counts['messages'] += 1
        counts['bytes'] += len(m) + lf
    for f, (d, ul) in made.items():
        nxt = int(ul[-1].split()[0]) + 1 if ul else 1
        with open(os.path.join(d, 'dovecot-uidlist'), 'w') as o:
            o.write('3 V%d N%d G%s\n' % (1600000000 + len(f), nxt, hashlib.md5((user + f).encode()).hexdigest()))
            o.writelines(ul)
    with open(os.path.join(root, 'subscriptions'), 'w') as o:      # Dovecot v2 form: tab between levels
        o.write('V\t2\n\n' + ''.join('\t'.join(mutf7(p) for p in f.split('/')) + '\n' for f in made if f != 'Junk'))
    if owner is not None and os.geteuid() == 0:
        home = os.path.dirname(root)
        os.chown(home, owner, owner)
        for a, ds, fs in os.walk(root):
            os.chown(a, owner, owner)
            for x in fs:
                os.chown(os.path.join(a, x), owner, owner)
    return counts
