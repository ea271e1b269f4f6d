import unittest

from mailbench import verify
from mailbench.account import message, strip_headers


def fetched(uid, body, date='01-Feb-2020 10:00:00 +0100', flags='\\Seen Work', **how):
    text = '* %d FETCH (UID %d FLAGS (%s) INTERNALDATE "%s" BODY[] \0)' % (uid, uid, flags, date)
    return message(text.encode(), body, **how)


def mail(number):
    return b'Message-ID: <%d@x>\r\nSubject: s\r\n\r\nbody %d\r\n' % (number, number)


def faults(source, destination):
    counts, _ = verify.compare(source, destination)
    return {k: counts[k] for k in verify.FAULTS if counts[k]}


class VerifyTest(unittest.TestCase):
    def setUp(self):
        self.source = {b'INBOX': [fetched(i, mail(i)) for i in range(1, 6)], b'Empty': []}

    def test_the_same_in_another_order_and_with_other_uids_is_equal(self):
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': [fetched(90 - i, mail(i)) for i in range(1, 6)]}), {})

    def test_the_same_instant_in_another_zone_and_recent_are_equal(self):
        other = [fetched(i, mail(i), '01-Feb-2020 09:00:00 +0000', '\\Recent work \\SEEN') for i in range(1, 6)]
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': other}), {})

    def test_a_lost_message_is_missing(self):
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': self.source[b'INBOX'][1:]}), {'missing': 1})

    def test_a_message_twice_is_a_duplicate(self):
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': self.source[b'INBOX'] + self.source[b'INBOX'][:1]}), {'duplicate': 1})

    def test_an_exact_duplicate_of_the_source_must_arrive_twice(self):
        self.source[b'INBOX'].append(fetched(9, mail(1)))
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': self.source[b'INBOX'][:-1]}), {'missing': 1})

    def test_a_lost_message_and_its_sibling_twice_are_both_seen(self):
        """As many as there should be, the same Message-ID, date and size."""
        info, shop = (b'Delivered-To: %s@x\r\n' % to + mail(7) for to in (b'info', b'shop'))
        self.source[b'INBOX'] += [fetched(6, info), fetched(7, shop)]
        other = self.source[b'INBOX'][:-1] + [fetched(8, info)]
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': other}), {'missing': 1, 'duplicate': 1})

    def test_flags_of_two_siblings_that_changed_places_are_seen(self):
        info, shop = (b'Delivered-To: %s@x\r\n' % to + mail(7) for to in (b'info', b'shop'))
        kept = self.source[b'INBOX'][:]
        self.source[b'INBOX'] += [fetched(6, info, flags='\\Seen'), fetched(7, shop, flags='\\Flagged')]
        other = kept + [fetched(6, info, flags='\\Flagged'), fetched(7, shop, flags='\\Seen')]
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': other}), {'flags': 2})

    def test_a_changed_byte_is_altered(self):
        other = self.source[b'INBOX'][1:] + [fetched(1, mail(1).replace(b'body', b'bodY'))]
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': other}), {'missing': 1, 'altered': 1, 'foreign': 1})

    def test_flags_keywords_and_dates_count(self):
        other = self.source[b'INBOX'][2:] + [fetched(1, mail(1), flags='\\Seen'), fetched(2, mail(2), '01-Feb-2020 10:00:01 +0100')]
        self.assertEqual(faults(self.source, {b'Empty': [], b'INBOX': other}), {'flags': 1, 'dates': 1})

    def test_folders_count_even_if_empty(self):
        self.assertEqual(faults(self.source, {b'INBOX': self.source[b'INBOX'], b'More': []}), {'folders_missing': 1, 'folders_extra': 1})

    def test_a_header_can_be_left_out(self):
        self.assertEqual(strip_headers(b'A: 1\r\nX-TUID: abc\r\nB: 2\r\n\r\nX-TUID: body\r\n', ['X-TUID']), b'A: 1\r\nB: 2\r\n\r\nX-TUID: body\r\n')
