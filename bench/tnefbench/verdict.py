"""What is right and what is wrong in the conversion of a sample."""

COUNTS = ('attachments', 'names', 'bodies', 'items')


class Verdict:
    """counts: {what: [right, all]}; a sample is right as a whole when it has no fault."""

    def __init__(self):
        self.counts = {what: [0, 0] for what in COUNTS}
        self.faults = []

    def add(self, what, right, fault):
        self.counts[what][0] += bool(right)
        self.counts[what][1] += 1
        if not right:
            self.faults.append(fault)

    @property
    def right(self):
        return not self.faults

    def as_json(self):
        return {**self.counts, 'faults': self.faults, 'right': self.right}


def strings(bodies):
    """What must be seen in the text of a message: every sentence once."""
    found = [s for body in bodies.values() for s in body.get('contains', []) + body.get('text_contains', [])]
    return list(dict.fromkeys(found))


def safe(name):
    return bool(name) and name not in ('.', '..') and not set(name) & set('\r\n\0/\\')


def name_right(attachment, name):
    """Where the stream has no usable name, any will do that cannot hurt."""
    wanted = attachment.get('name')
    return safe(name) if wanted is None else name == wanted


def embedded(attachment):
    return attachment['kind'] == 'embedded-message'


def pair(expected, files):
    """{index of what is expected: file}, by content; of equal contents the one with the right name."""
    left, found = list(files), {}
    for by_name in (True, False):
        for i, a in enumerate(expected):
            size, digest = (a.get('tnef_size'), a.get('tnef_sha256')) if embedded(a) else (a['size'], a['sha256'])
            for f in left:
                if i not in found and (f.size, f.sha256) == (size, digest) and (not by_name or name_right(a, f.name)):
                    found[i] = f
                    left.remove(f)
                    break
    return found, left
