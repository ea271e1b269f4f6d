"""Streams and messages that the bench makes itself: a TNEF stream of any size, and mail without TNEF."""
import base64
import random
import struct

from .samples import SIGNATURE

MESSAGE, ATTACHMENT = 1, 2
MESSAGE_CLASS, SUBJECT, TNEF_VERSION, CODE_PAGE = 0x00078008, 0x00018004, 0x00089006, 0x00069007
REND_DATA, TITLE, DATA = 0x00069002, 0x00018010, 0x0006800F

MAIL = ('From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: the numbers\r\nDate: Fri, 01 Mar 2024 09:00:00 +0000\r\n'
        'Message-ID: <bench@example.org>\r\nMIME-Version: 1.0\r\n')
MIXED = 'Content-Type: multipart/mixed; boundary="=_limit"\r\n\r\n--=_limit\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee below.\r\n'


def attribute(level, tag, data):
    """[MS-OXTNEF] 2.1.3: level, tag, length, data, the sum of its bytes."""
    return [struct.pack('<BII', level, tag, len(data)), data, struct.pack('<H', sum(data) & 0xFFFF)]


def tnef(attachments):
    """A stream with a subject and these: [(name, content)]."""
    parts = [SIGNATURE, b'\x01\x00']
    for tag, data in ((TNEF_VERSION, b'\0\0\1\0'), (CODE_PAGE, struct.pack('<II', 1252, 0)), (MESSAGE_CLASS, b'IPM.Microsoft Mail.Note\0'),
                      (SUBJECT, b'five large files\0')):
        parts += attribute(MESSAGE, tag, data)
    for name, content in attachments:
        parts += attribute(ATTACHMENT, REND_DATA, struct.pack('<HIHHI', 1, 0xFFFFFFFF, 32, 32, 0))
        parts += attribute(ATTACHMENT, TITLE, name.encode('cp1252') + b'\0')
        parts += attribute(ATTACHMENT, DATA, content)
    return b''.join(parts)


def noise(size, seed):
    return random.Random(seed).getrandbits(8 * size).to_bytes(size, 'little')


def mail(kind, name, content):
    """A message with a text and one attachment."""
    header = '\r\n--=_limit\r\nContent-Type: %s; name="%s"\r\nContent-Disposition: attachment; filename="%s"\r\n' % (kind, name, name)
    return (MAIL + MIXED + header + 'Content-Transfer-Encoding: base64\r\n\r\n').encode() + base64.encodebytes(content).replace(
        b'\n', b'\r\n') + b'\r\n--=_limit--\r\n'


def without_tnef():
    """{what: message}; about as many bytes as it says."""
    words = 'the numbers, well-known ones by now, are in the mail of last week; as agreed I also send them to Jean-Pierre\r\n'
    return {
        '45 KB text': (MAIL + 'Content-Type: text/plain; charset=utf-8\r\n\r\n' + words * (45000 // len(words))).encode(),
        '45 KB, most of it a PDF': mail('application/pdf', 'numbers.pdf', noise(33000, 1)),
        '45 KB, most of it application/octet-stream': mail('application/octet-stream', 'numbers.bin', noise(33000, 2)),
        '1 MB, most of it a PDF': mail('application/pdf', 'numbers.pdf', noise(740000, 3)),
        '1 MB, most of it application/octet-stream': mail('application/octet-stream', 'numbers.bin', noise(740000, 4)),
    }
