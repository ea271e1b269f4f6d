"""The folder of samples, and what its MANIFEST.json says that each holds."""
import base64
import email
import hashlib
import json
from pathlib import Path

SIGNATURE = b'\x78\x9f\x3e\x22'


class Sample:
    """One file of the folder."""

    def __init__(self, folder, facts):
        self.path, self.name, self.facts = Path(folder) / facts['file'], facts['file'], facts
        self.allowed = facts['outcome_allowed']
        self.expect = facts.get('expect')

    @property
    def readable(self):
        """Whether all of it can be had without a reservation; the others are damaged in some way."""
        return 'converted' in self.allowed

    def stream(self):
        """The TNEF stream, for programs that know no mail."""
        data = self.path.read_bytes()
        if self.facts['container'] == 'base64':
            data = base64.b64decode(data)
        elif self.facts['container'] == 'eml':
            data = next(tnef_parts(email.message_from_bytes(data)))
        wanted = self.facts.get('tnef_stream', self.facts)
        if (len(data), hashlib.sha256(data).hexdigest()) != (wanted['size'], wanted['sha256']):
            raise ValueError('%s is not the file that MANIFEST.json describes' % self.path)
        return data


def tnef_parts(message):
    """Content of each part that is TNEF."""
    for part in message.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True) or b''
            if part.get_content_type() in ('application/ms-tnef', 'application/vnd.ms-tnef') or content.startswith(SIGNATURE):
                yield content


def read(folder):
    """All samples in the order of the manifest."""
    with open(Path(folder) / 'MANIFEST.json', encoding='utf-8') as f:
        return [Sample(folder, facts) for facts in json.load(f)['files']]
