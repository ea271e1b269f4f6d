"""A MIME message as a mail program sees it, read with Python's own parser: nothing of ours is asked what is in it."""
import email
import email.policy
import hashlib

from . import text
from .samples import SIGNATURE


class Delivered:
    """A file that a reader gets; related: beside the HTML that may show it."""

    def __init__(self, name, content, kind='', content_id='', related=False):
        self.name, self.size, self.kind, self.content_id, self.related = name, len(content), kind, content_id, related
        self.sha256 = hashlib.sha256(content).hexdigest()


class View:
    """One message; the messages in it are views of their own."""

    def __init__(self, message):
        self.message = message
        self.texts, self.htmls = [], []          # what is shown
        self.calendars, self.cards = [], []      # [(part, text)]
        self.files, self.messages = [], []
        self.types = []
        self.has_tnef = self.signed = False
        self.defects = []
        self._add(message, False)

    def _add(self, part, related):
        kind = part.get_content_type()
        self.types.append(kind)
        self.defects += [type(d).__name__ for d in part.defects]
        if kind == 'message/rfc822':
            self.messages += [View(m) for m in part.get_payload()]
        elif part.get_content_maintype() == 'message':
            pass                                 # a report for programs
        elif part.is_multipart():
            self.signed |= kind == 'multipart/signed'
            for number, child in enumerate(part.get_payload()):
                self._add(child, (kind == 'multipart/related' and number > 0) or (related and kind != 'multipart/related'))
        else:
            self._leaf(part, kind, related)

    def _leaf(self, part, kind, related):
        content = part.get_payload(decode=True) or b''
        name = part.get_filename()
        shown = part.get_content_disposition() != 'attachment' and name is None
        if kind == 'application/ms-tnef' or content.startswith(SIGNATURE):
            self.has_tnef = True
        elif shown and kind == 'text/html':
            self.htmls.append(_decoded(part, content))
        elif shown and kind == 'text/plain':
            self.texts.append(_decoded(part, content))
        elif kind == 'text/calendar' or kind == 'text/vcard':
            (self.calendars if kind == 'text/calendar' else self.cards).append((part, _decoded(part, content)))
        if name is not None:
            self.files.append(Delivered(name, content, kind, (part['Content-ID'] or '').strip().strip('<>'), related))

    def alternatives(self):
        """The body once in each form that the reader's program may choose, as seen."""
        found = [text.collapse(' '.join(self.texts))] if self.texts else []
        return found + ([' '.join(text.of_html(h)[0] for h in self.htmls)] if self.htmls else [])

    def references(self):
        """Content-IDs that the HTML refers to."""
        return [cid for h in self.htmls for cid in text.of_html(h)[1]]


def _decoded(part, content):
    return content.decode(part.get_content_charset('ascii'), 'strict')


def of(data):
    return View(email.message_from_bytes(data, policy=email.policy.default))
