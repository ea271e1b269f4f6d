import random
import socket
import unittest

from mailbench.account import canonical
from mailbench.dovecot import HOST, free_ports
from mailbench.faults import twins
from mailbench.faults.site import without_parents
from mailbench.faults.without import Answers, Without
from mailbench.message import respelled

from .echo import Server, exact


def mail(number):
    return b'Message-ID: <%d@x>\r\nSubject: s\r\n\r\nbody %d of it\r\n' % (number, number)


class TwinsTest(unittest.TestCase):
    def test_siblings_are_as_long_as_each_other_and_differ(self):
        for beside in twins.sets([mail(n) for n in range(10, 20)], random.Random(1)):
            bodies = [body for body, _ in beside]
            delivered = [body for body in bodies if body.startswith(b'Delivered-To')]
            others = [body for body in bodies if not body.startswith(b'Delivered-To')]
            for group, kinds in ((delivered, 3), (others, 1 if len(bodies) == 7 else 3)):
                self.assertEqual(len({len(body) for body in group}), 1)
                self.assertEqual(len(set(group)), kinds)

    def test_a_sibling_may_be_there_twice(self):
        (first, *_), = [list(x) for x in [twins.sets([mail(1)], random.Random(1))]]
        bodies = [body for body, _ in first]
        self.assertEqual(sorted(bodies.count(body) for body in set(bodies)), [1, 1, 2, 3])

    def test_respelled_keeps_the_length_and_changes_one_byte(self):
        for body in (mail(1), b'Subject: X\r\n\r\n', b'A: b\r\n\r\n--=_ff--\r\n' + b'1234' * 1000):
            other = respelled(body)
            self.assertEqual((len(other), sum(a != b for a, b in zip(body, other))), (len(body), 1))
        self.assertEqual(respelled(b'123'), b'123')


class WithoutTest(unittest.TestCase):
    def answers(self, text, *extensions, size=1):
        a = Answers(extensions)
        return b''.join(a.pass_on(text[i:i + size]) for i in range(0, len(text), size))

    def test_a_capability_is_not_announced_wherever_it_stands(self):
        for before, after in ((b'* CAPABILITY IMAP4rev1 UIDPLUS MULTIAPPEND IDLE\r\n', b'* CAPABILITY IMAP4rev1 UIDPLUS IDLE\r\n'),
                              (b'* OK [CAPABILITY MULTIAPPEND IDLE] ready\r\n', b'* OK [CAPABILITY IDLE] ready\r\n'),
                              (b'a1 OK [CAPABILITY IDLE MultiAppend] in\r\n', b'a1 OK [CAPABILITY IDLE] in\r\n')):
            self.assertEqual(self.answers(before, 'multiappend'), after)

    def test_no_uid_is_told_without_uidplus(self):
        text = b'* CAPABILITY UIDPLUS\r\na1 OK [APPENDUID 3 4:5] done\r\na2 OK done\r\n'
        self.assertEqual(self.answers(text, 'uidplus'), b'* CAPABILITY\r\na1 OK done\r\na2 OK done\r\n')
        self.assertEqual(self.answers(text, 'appenduid'), b'* CAPABILITY UIDPLUS\r\na1 OK done\r\na2 OK done\r\n')
        self.assertEqual(self.answers(text, 'multiappend'), text)

    def test_literals_pass_as_they_are(self):
        literal = b'* CAPABILITY UIDPLUS\r\na OK [APPENDUID 1 2] x\r\n{9}\r\n'
        text = b'* 1 FETCH (BODY[] {%d}\r\n%s UID 3)\r\na OK [APPENDUID 1 2] x\r\n' % (len(literal), literal)
        for size in (1, 3, 1000):
            self.assertEqual(self.answers(text, 'uidplus', size=size), text.replace(b' UID 3)\r\na OK [APPENDUID 1 2] x', b' UID 3)\r\na OK x'))

    def test_both_directions_and_both_ends(self):
        def serve(connection):
            connection.sendall(b'* OK [CAPABILITY UIDPLUS] hello\r\n')
            connection.sendall(b'got %s\r\n' % exact(connection, 5))
        server = Server(serve)
        self.addCleanup(server.close)
        port, = free_ports(1)
        with Without(port, server.port, ['uidplus']), socket.create_connection((HOST, port)) as s:
            s.sendall(b'bytes')
            self.assertEqual(exact(s, 1000), b'* OK [CAPABILITY] hello\r\ngot bytes\r\n')

    def test_a_server_that_is_away_hangs_up(self):
        port, nobody = free_ports(2)
        with Without(port, nobody, ['uidplus']), socket.create_connection((HOST, port)) as s:
            self.assertEqual(s.recv(1), b'')


class FoldersTest(unittest.TestCase):
    def test_a_folder_has_the_same_name_on_every_server(self):
        for name, separator, prefix in ((b'Archive/2020', b'/', b''), (b'INBOX.Archive.2020', b'.', b'INBOX.')):
            self.assertEqual(canonical(name, separator, prefix), b'Archive/2020')
        self.assertEqual(canonical(b'inbox', b'.', b'INBOX.'), b'INBOX')

    def test_only_empty_parents_of_folders_of_the_source_are_left_out(self):
        wanted = {b'A/B': [1]}
        self.assertEqual(without_parents({b'A': [], b'A/B': [1], b'C': []}, wanted), {b'A/B': [1], b'C': []})
        self.assertEqual(without_parents({b'A': [2], b'A/B': [1]}, wanted), {b'A': [2], b'A/B': [1]})
