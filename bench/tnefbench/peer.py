"""Judges what a program made that takes files out of a TNEF stream, as kindly as it can be done."""
import hashlib

from . import text
from .verdict import Verdict, embedded, name_right, pair, strings


class Extracted:
    """What a peer took out of one stream.

    files: [Delivered]; bodies: [bytes of text, HTML or RTF]; inner: {sha256 of a file: Extracted}, of the messages in it
    end: '' or how the program ended that did not end cleanly
    """

    def __init__(self, files=(), bodies=(), end=''):
        self.files, self.bodies, self.end, self.inner = list(files), list(bodies), end, {}


def judge(sample, extracted):
    verdict = Verdict()
    if extracted.end:
        verdict.faults.append(extracted.end)
    if sample.expect:
        _message('', sample.expect, extracted, verdict, sample.readable)
    elif extracted.files or extracted.bodies:
        verdict.faults.append('something was made of what holds nothing')
    return verdict


def _message(at, expect, extracted, verdict, whole):
    wanted = expect['attachments']
    found, left = pair(wanted, extracted.files)
    inner = [f for f in extracted.files if f.sha256 in extracted.inner]
    for i, a in enumerate(wanted):
        f = found.get(i)
        here = '%sattachment %r' % (at, a.get('name', a.get('name_raw')))
        verdict.add('attachments', f is not None, here + ' is not there, or has other bytes')
        if not embedded(a):
            verdict.add('names', f is not None and _name_right(a, f.name), '%s has the name %r' % (here, f and f.name))
            continue
        # one that has a few bytes too many is opened all the same
        nested = f if f is not None and f.sha256 in extracted.inner else next((x for x in inner if x in left), None)
        if nested in left:
            left.remove(nested)
        _message(at + 'in a message: ', a['message'], extracted.inner[nested.sha256] if nested else Extracted(), verdict, whole)
    missing = len(wanted) - len(found)
    verdict.faults += ['%s%r is one too many' % (at, f.name) for f in left[missing:]]
    if strings(expect['bodies']):
        verdict.add('bodies', _seen(expect['bodies'], extracted.bodies), at + 'the body is not there')
    if 'item' in expect:
        verdict.add('items', False, '%sno %s made' % (at, expect['item']['kind']))


def _name_right(attachment, name):
    """A library that hands on the name as it stands is not wrong: who saves the file has to make it safe."""
    return name_right(attachment, name) or (attachment.get('name_raw') is not None and name == attachment['name_raw'])


def _seen(bodies, found):
    """One of the bodies, whole or at least its sentences, in any form: nobody is asked to make HTML of RTF."""
    wanted = [text.collapse(s) for s in strings(bodies)]
    digests = {body.get('sha256') for body in bodies.values()}
    return any(hashlib.sha256(data).hexdigest() in digests for data in found) or any(all(s in form for s in wanted) for data in found for form in _forms(data))


def _forms(data):
    if data.lstrip().startswith(b'{\\rtf'):
        return [text.of_rtf(data)]
    texts = [data.decode(c, 'replace') for c in ('utf-8', 'cp1252', 'cp1251', 'koi8-r', 'cp936')]
    return [text.collapse(t) for t in texts] + [text.of_html(t)[0] for t in texts]
