"""Judges the messages that Mail Caravan writes, and how it says that it ended."""
import hashlib

from . import items, mimeview, text
from .verdict import Verdict, embedded, name_right, pair, strings

# parts that stand for an item or keep the original; no attachment of the sender's
OWN = ('text/calendar', 'text/vcard', 'application/ms-tnef')


def judge(sample, outcome, data):
    """outcome: by its report; data: of OUT/<name>.eml, None where there is none."""
    verdict = Verdict()
    if outcome not in sample.allowed:
        verdict.faults.append('outcome %s' % outcome)
    if outcome == 'rejected':
        if data is not None and data != sample.path.read_bytes():
            verdict.faults.append('rejected, and yet altered')
        return verdict
    if data is None:
        verdict.faults.append('nothing was written')
        return verdict
    view = mimeview.of(data)
    verdict.faults += ['not well-formed MIME: ' + d for d in view.defects]
    if sample.facts.get('original_must_be_kept') and not view.has_tnef:
        verdict.faults.append('the original is not kept')
    if sample.expect:
        if view.signed:
            _signed(sample, data, view, verdict)
        else:
            _message('', sample.expect, view, verdict, headers=sample.facts['container'] != 'eml')
    return verdict


def _message(at, expect, view, verdict, headers=True):
    if headers and expect.get('subject') and text.collapse(view.message['Subject'] or '') != text.collapse(expect['subject']):
        verdict.faults.append('%sSubject %r' % (at, view.message['Subject']))
    _attachments(at, expect['attachments'], view, verdict)
    _body(at, expect['bodies'], view, verdict)
    if 'item' in expect:
        faults = items.check(expect['item'], expect['message_class']['effective'], view)
        verdict.add('items', not faults, at + '; '.join(faults))
    inner = [a for a in expect['attachments'] if embedded(a)]
    if len(inner) != len(view.messages):
        verdict.faults.append('%s%d message/rfc822, not %d' % (at, len(view.messages), len(inner)))
    for number, attachment in enumerate(inner):
        found = view.messages[number] if number < len(view.messages) else mimeview.of(b'\n')
        _message('%sembedded message %d: ' % (at, number + 1), attachment['message'], found, verdict)


def _attachments(at, expected, view, verdict):
    plain = [a for a in expected if not embedded(a)]
    found, left = pair(plain, view.files)
    for i, a in enumerate(plain):
        f = found.get(i)
        here = '%sattachment %r' % (at, a.get('name', a.get('name_raw')))
        right = f is not None and (not a.get('content_id') or f.content_id == a['content_id'])
        shown = a.get('content_id') not in view.references() or (f is not None and f.related)
        verdict.add('attachments', right and shown, here + (' is not there' if f is None else ' is not joined to the HTML'))
        verdict.add('names', f is not None and name_right(a, f.name), '%s has the name %r' % (here, f and f.name))
    for _ in (a for a in expected if embedded(a)):
        verdict.add('attachments', len(view.messages) == sum(map(embedded, expected)), at + 'embedded message')
    verdict.faults += ['%s%r is one too many' % (at, f.name) for f in left if f.kind not in OWN]
    for related in (False, True):
        order = [view.files.index(found[i]) for i in sorted(found) if found[i].related == related]
        if order != sorted(order):
            verdict.faults.append(at + 'another order')


def _body(at, bodies, view, verdict):
    wanted = strings(bodies)
    if not wanted:
        return
    seen = view.alternatives()
    missing = [s for s in wanted if not seen or any(text.collapse(s) not in form for form in seen)]
    rich = 'html' in bodies or bodies.get('rtf', {}).get('kind') in ('html-encapsulated', 'native-rtf')
    faults = ['not seen: %r' % s for s in missing] + (['no HTML'] if rich and not view.htmls else [])
    for body in bodies.values():
        faults += ['no reference to ' + cid for cid in body.get('html_cid_references', []) if cid[len('cid:'):] not in view.references()]
    verdict.add('bodies', not faults, at + '; '.join(faults))


def _signed(sample, data, view, verdict):
    """The only attachment is the content of the message, unchanged; its header fields are among the message's."""
    expect = sample.expect
    body = _slice(sample.stream(), expect['attachments'][0]).partition(b'\r\n\r\n')[2]
    right = len(expect['attachments']) == 1 and bool(body) and data.partition(b'\r\n\r\n')[2] == body
    verdict.add('attachments', right, 'the signed content is altered')
    verdict.add('names', right, 'the signed content is altered')
    missing = [s for s in strings(expect['bodies']) if not any(text.collapse(s) in form for form in view.alternatives())]
    verdict.add('bodies', not missing, 'not seen: %s' % missing)


def _slice(stream, attachment):
    size = attachment['size']
    for at in range(len(stream) - size + 1):
        if hashlib.sha256(stream[at:at + size]).hexdigest() == attachment['sha256']:
            return stream[at:at + size]
    return b''
