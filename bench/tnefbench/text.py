"""The text that a reader sees of HTML and RTF, with white space collapsed."""
import codecs
import html.parser
import re

HIDDEN = {'script', 'style', 'title', 'template'}
BLOCKS = {'p', 'div', 'br', 'tr', 'td', 'th', 'li', 'ul', 'ol', 'table', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'pre', 'body'}


def collapse(text):
    return re.sub(r'[\s\xa0\u200b\ufeff]+', ' ', text).strip()


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.hidden, self.references = [], 0, []

    def handle_starttag(self, tag, attrs):
        self.references += [v[4:] for k, v in attrs if k in ('src', 'background', 'href', 'data') and v and v.lower().startswith('cid:')]
        if tag in HIDDEN:
            self.hidden += 1
        elif tag in BLOCKS:
            self.out.append(' ')

    def handle_endtag(self, tag):
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in BLOCKS:
            self.out.append(' ')

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def of_html(source):
    """(text, [Content-ID that is referred to])."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return collapse(''.join(reader.out)), reader.references


TOKEN = re.compile(rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+")
DESTINATIONS = {b'fonttbl', b'colortbl', b'stylesheet', b'info', b'pict', b'object', b'generator', b'listtable', b'themedata', b'objdata', b'header', b'footer'}
BREAKS = {b'par', b'line', b'tab', b'cell', b'row', b'sect'}
SIGNS = {b'lquote': '\u2018', b'rquote': '\u2019', b'ldblquote': '\u201c', b'rdblquote': '\u201d', b'bullet': '\u2022', b'endash': '\u2013', b'emdash': '\u2014'}


def of_rtf(source):
    """What a word processor would show, roughly: enough to find a sentence in it."""
    known = re.search(rb'\\ansicpg(\d+)', source)
    try:
        charset = codecs.lookup('cp%d' % int(known.group(1))).name if known else 'cp1252'
    except LookupError:
        charset = 'cp1252'
    out, stack, shown, skip, pending = [], [], True, 0, b''

    def flush():
        nonlocal pending
        out.append(pending.decode(charset, 'replace'))
        pending = b''
    for m in TOKEN.finditer(source):
        word, number, code, symbol, brace, text = m.groups()
        if code or text:
            data = bytes([int(code, 16)]) if code else text
            taken = min(skip, len(data))
            skip -= taken
            pending += data[taken:] if shown else b''
            continue
        flush()
        if brace == b'{':
            stack.append(shown)
        elif brace == b'}':
            shown = stack.pop() if stack else True
        elif symbol == b'*' or word in DESTINATIONS:
            shown = False
        elif shown and word == b'u' and number:
            out.append(chr(int(number) % 65536))
            skip = 1
        elif shown and (word in BREAKS or symbol == b'~'):
            out.append(' ')
        elif shown and word in SIGNS:
            out.append(SIGNS[word])
        elif shown and symbol in (b'\\', b'{', b'}'):
            out.append(symbol.decode())
    flush()
    return collapse(''.join(out))
