import hashlib
import tempfile
import unittest
from pathlib import Path

from mailbench.maildir import write
from mailbench.mailgen import mailbox
from mailbench.message import NASTY


def digest(folder):
    h = hashlib.sha256()
    for file in sorted(Path(folder).rglob('*')):
        if file.is_file():
            h.update(str(file.relative_to(folder)).encode() + b'\0' + file.read_bytes() + b'\0%d' % file.stat().st_mtime
                     if file.parent.name == 'cur' else file.read_bytes())
    return h.hexdigest()


class MailgenTest(unittest.TestCase):
    def make(self, seed='1'):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        counts = write(folder.name + '/u/Maildir', None, mailbox(seed, 'u', 300, 2000, 3000, 100000))
        return counts, digest(folder.name)

    def test_the_same_arguments_give_the_same_bytes(self):
        self.assertEqual(self.make(), self.make())

    def test_another_seed_gives_other_bytes(self):
        self.assertNotEqual(self.make()[1], self.make('2')[1])

    def test_counts_are_those_asked_for(self):
        counts, _ = self.make()
        self.assertEqual((counts['messages'], counts['folders']), (300, 16))

    def test_some_messages_are_repeated_and_some_differ_in_one_letter(self):
        messages = [m for _, _, m, *_ in mailbox('1', 'L', 20000, 700, 700, 1000) if m]
        pairs = [(a, b) for a, b in zip(messages, messages[1:]) if a.split(b'Message-ID:')[-1][:60] == b.split(b'Message-ID:')[-1][:60]]
        differences = [sum(x != y for x, y in zip(a, b)) for a, b in pairs if len(a) == len(b)]
        self.assertGreater(differences.count(0), 3)
        self.assertGreater(differences.count(1), 3)

    def test_announced_sizes_are_those_of_the_files(self):
        with tempfile.TemporaryDirectory() as folder:
            write(folder + '/u/Maildir', None, mailbox('1', 'u', 300, 2000, 3000, 100000))
            for file in Path(folder).rglob('cur/*'):
                size = int(file.name.split(',S=')[1].split(',')[0])
                wire = int(file.name.split(',W=')[1].split(':')[0])
                data = file.read_bytes()
                self.assertEqual((size, wire), (len(data), len(data) + data.count(b'\n') - data.count(b'\r\n')))

    def test_nasty_messages_are_few(self):
        self.assertLess(sum(share for _, share in NASTY), 0.03)
