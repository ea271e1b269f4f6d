"""One generated message: headers, kinds of body, and what is nasty on purpose. The same random numbers give the same bytes."""
import base64
import random
import re
import time

WORDS = ('the of and a to in is you that it he was for on are as with his they at be this have from or one had by word but '
         'not what all were we when your can said there use an each which she do how their if will up other about out many '
         'then them these so some her would make like him into time has look two more write go see number no way could '
         'people my than first water been call who oil its now find long down day did get come made may part invoice '
         'meeting contract schedule quarterly report budget delivery customer attachment regards').split()
UMLAUT = ['größer', 'Überblick', 'façade', 'naïve', 'Smørrebrød', 'señor', '会議', 'Привет', 'Žluťoučký']


def text(r, n, eightbit=False):
    """About n bytes of words in lines below 78 characters."""
    lines, cur, size = [], [], 0
    total = 0
    while total < n:
        w = r.choice(UMLAUT) if eightbit and r.random() < 0.08 else WORDS[int(r.random() * len(WORDS))]
        cur.append(w)
        size += len(w) + 1
        if size > 66:
            s = ' '.join(cur)
            lines.append(s)
            total += len(s) + 1
            cur, size = [], 0
    return '\n'.join(lines) + '\n'


_pool = {}


def filler(r, n):
    """n bytes of text quickly: a slice of a long pool of words, for large bodies."""
    if 'p' not in _pool:
        _pool['p'] = text(random.Random(99), 1 << 20)
    p = _pool['p']
    i = p.index('\n', r.randrange(len(p) // 2)) + 1
    s = p[i:i + n]
    while len(s) < n:
        s += p[:n - len(s)]
    return s.rstrip('\n') + '\n'


def b64(r, n):
    return base64.encodebytes(r.randbytes(max(1, n * 57 // 78))).decode('ascii')


def addr(r):
    return '%s.%s@example%d.org' % (WORDS[r.randrange(40)], WORDS[r.randrange(40, len(WORDS))], r.randrange(60))


def date2822(t):
    g = time.gmtime(t)
    return '%s, %02d %s %04d %02d:%02d:%02d +0000' % (
        'Mon Tue Wed Thu Fri Sat Sun'.split()[g.tm_wday], g.tm_mday,
        'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[g.tm_mon - 1], g.tm_year, g.tm_hour, g.tm_min, g.tm_sec)


def message(r, uniq, target, t, nasty):
    """One message as bytes with LF line ends."""
    h = []
    for i in range(r.randrange(2, 6)):
        h.append('Received: from mx%d.example.net (mx%d.example.net [192.0.2.%d])\n\tby mail.example.org (Postfix) with ESMTPS id %016X\n'
                 '\tfor <user@example.org>; %s' % (r.randrange(9), r.randrange(9), r.randrange(255), r.getrandbits(64), date2822(t - i)))
    h.append('Date: ' + date2822(t - r.randrange(5)))
    h.append('From: "%s %s" <%s>' % (WORDS[r.randrange(60)].title(), WORDS[r.randrange(60)].title(), addr(r)))
    h.append('To: ' + ',\n '.join(addr(r) for _ in range(1 + int(r.expovariate(0.8)))))
    if r.random() < 0.15:
        s = 'Subject: =?UTF-8?B?%s?=' % base64.b64encode(' '.join(r.choice(UMLAUT) for _ in range(3)).encode()).decode()
    else:
        s = 'Subject: ' + ' '.join(WORDS[r.randrange(len(WORDS))] for _ in range(r.randrange(2, 9)))
    h.append(s)
    mid = '<%s.%d@gen.example>' % (uniq, r.getrandbits(48))
    if nasty == 'dupid':
        mid = '<always-the-same@gen.example>'
    if nasty != 'noid':
        h.append('Message-ID: ' + mid)
    if r.random() < 0.4:
        h.append('In-Reply-To: <%d.%d@gen.example>' % (r.getrandbits(30), r.getrandbits(30)))
    if r.random() < 0.5:
        h.append('DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1;\n\th=from:to:subject:date;\n\tb=' +
                 '\n\t '.join(b64(r, 70).split()[0] for _ in range(4)))
    h.append('MIME-Version: 1.0')
    if nasty == '8bithead':
        h.append('X-Raw: Gr\u00fc\u00dfe aus K\u00f6ln')       # encoded as latin-1 below
    if nasty == 'barecr':
        h.append('X-Bare: before\rafter')
    if nasty == 'mixedeol':
        h.append('X-Mixed: this line ends in CRLF\r')
    if nasty == 'longhead':
        h.append('X-Long: ' + 'x' * 9000)
    if nasty == 'emptybody':
        return ('\n'.join(h) + '\n\n').encode('utf-8')
    if nasty == 'headonly':
        return ('\n'.join(h) + '\n').encode('utf-8')
    head = sum(len(x) + 1 for x in h)
    n = max(60, target - head - 120)
    if nasty == 'longline':
        h.append('Content-Type: text/html; charset=us-ascii')
        return ('\n'.join(h) + '\n\n<html>' + 'y' * max(30000, n) + '</html>\n').encode('utf-8')
    kind = r.random()
    enc = 'utf-8'
    if n > 20000 or kind > 0.75:                               # multipart with attachments
        b = '=_%032x' % r.getrandbits(128)
        h.append('Content-Type: multipart/mixed;\n boundary="%s"' % b)
        tn = min(n // 3, 3000)
        parts = ['--%s\nContent-Type: multipart/alternative; boundary="a%s"\n\n--a%s\nContent-Type: text/plain; charset=utf-8\n'
                 'Content-Transfer-Encoding: 8bit\n\n%s\n--a%s\nContent-Type: text/html; charset=utf-8\n\n<html><body>%s</body></html>\n--a%s--\n'
                 % (b, b, b, text(r, tn // 2, True), b, text(r, tn // 2), b)]
        rest = n - tn - 500
        k = 1 if rest < 30000 else r.randrange(1, 4)
        for i in range(k):
            parts.append('--%s\nContent-Type: application/%s; name="file%d.bin"\nContent-Transfer-Encoding: base64\n'
                         'Content-Disposition: attachment; filename="file%d.bin"\n\n%s' % (b, r.choice(['pdf', 'zip', 'octet-stream']), i, i, b64(r, max(100, rest // k))))
        body = 'This is a multi-part message in MIME format.\n' + ''.join(parts) + '--%s--\n' % b
    elif kind > 0.45:
        h.append('Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit')
        body = '<html><body><p>' + (filler(r, n) if n > 3000 else text(r, n, True)) + '</p></body></html>\n'
    elif kind > 0.15:
        h.append('Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit')
        body = filler(r, n - 200) + text(r, 200, True) if n > 3000 else text(r, n, True)
    else:
        h.append('Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit')
        body = filler(r, n) + 'Mit freundlichen Gr\u00fc\u00dfen\n'
        enc = 'latin-1'
    if nasty == '8bithead':
        return '\n'.join(h).encode('latin-1', 'replace') + b'\n\n' + body.encode(enc, 'replace')
    return ('\n'.join(h) + '\n\n' + body).encode(enc, 'replace')


LETTER = re.compile(rb'[a-z](?=[^a-z]*$)')


def respelled(body, number=1):
    """The message with another last letter, as long as it was; as it is where it has no letter."""
    return LETTER.sub(lambda found: bytes([(found.group()[0] - 97 + number) % 26 + 97]), body, count=1)


# Each kind with its share of all messages.
NASTY = [('noid', 0.005), ('dupid', 0.004), ('8bithead', 0.004), ('barecr', 0.002), ('mixedeol', 0.002), ('longhead', 0.001),
         ('emptybody', 0.003), ('headonly', 0.001), ('longline', 0.002), ('same', 0.001)]
