"""Reads a whole IMAP account: EXAMINE and BODY.PEEK, so it changes nothing."""
import collections
import datetime
import hashlib
import re

from .imapraw import Raw, quote

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


Message = collections.namedtuple('Message', 'digest date flags message_id size uid')


def message(text, body, keywords=True, strip=()):
    """One FETCH response as a Message."""
    uid, flags, date = (x.search(text) for x in ATT)
    if strip:
        body = strip_headers(body, strip)
    kept = frozenset(x.lower() for x in flags.group(1).split()) - {b'\\recent'}
    if not keywords:
        kept = frozenset(x for x in kept if x.startswith(b'\\'))
    found = MID.search(body[:20000].split(b'\r\n\r\n', 1)[0])
    return Message(hashlib.sha256(body).digest(), epoch(date.group(1)), kept, found.group(1) if found else None, len(body), int(uid.group(1)))


def canonical(name, separator, prefix):
    """A folder's name as all servers would have it: / between the levels, no prefix of the namespace."""
    if name.upper() == b'INBOX':
        return b'INBOX'
    if prefix and name.startswith(prefix):
        name = name[len(prefix):]
    return name.replace(separator, b'/') if separator else name


def read(host, port, tls, user, password, **how):
    """{folder with / as separator: [Message]}; how is passed on to message()."""
    c = Raw(host, port, tls)
    c.login(user, password)
    account = {}
    prefix, _ = c.namespace()
    for name, sep, _ in c.folders():
        messages = account[canonical(name, sep, prefix)] = []

        def each(text, literals, messages=messages):
            if b' FETCH ' not in text:
                return
            if literals:
                messages.append(message(text, literals[-1], **how))
            elif b'BODY[] ""' in text:
                messages.append(message(text, b'', **how))
        exists = 0
        for text, _ in c.cmd(b'EXAMINE ' + quote(name))[1]:
            m = re.match(rb'\* (\d+) EXISTS', text)
            if m:
                exists = int(m.group(1))
        if exists:
            c.cmd('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', each)
    c.logout()
    return account
