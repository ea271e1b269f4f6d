import hashlib
import tempfile
import unittest
from pathlib import Path

from tnefbench import ical, items, mimeview, ours, peer, report, samples, streams, text
from tnefbench.programs import File, Tnef

CONTENT = b'one, two, three\r\n'
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def mail(parts, kind='mixed', header='Subject: the numbers\r\n'):
    """A message of parts: (fields, body)."""
    lines = [header + 'MIME-Version: 1.0\r\nContent-Type: multipart/%s; boundary="=_x"\r\n' % kind]
    lines += ['--=_x\r\n%s\r\n\r\n%s' % part for part in parts]
    return '\r\n'.join(lines + ['--=_x--\r\n']).encode()


SEEN = ('Content-Type: text/html; charset=utf-8', '<p>Count <b>the\r\n numbers</b>.</p><img src="cid:dot">')
FILE = ('Content-Type: text/plain\r\nContent-Disposition: attachment; filename="numbers.txt"\r\nContent-Transfer-Encoding: base64', 'b25lLCB0d28sIHRocmVlDQo=')
NUMBERS = {'kind': 'file', 'name': 'numbers.txt', 'size': len(CONTENT), 'sha256': DIGEST}


class Case(unittest.TestCase):
    """A sample that says what it holds."""

    def sample(self, attachments=(NUMBERS,), allowed=('converted',), **more):
        expect = {'message_class': {'effective': 'IPM.Note'}, 'subject': 'the numbers', 'attachments': list(attachments),
                  'bodies': {'html': {'text_contains': ['Count the numbers.']}}, **more}
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        folder = Path(temporary.name)
        data = streams.tnef([])
        (folder / 'a.tnef').write_bytes(data)
        return samples.Sample(folder, {'file': 'a.tnef', 'container': 'raw', 'size': len(data), 'sha256': hashlib.sha256(data).hexdigest(),
                                       'outcome_allowed': list(allowed), 'expect': expect})


class OursTest(Case):
    def faults(self, parts, sample=None, outcome='converted', **more):
        return ours.judge(sample or self.sample(), outcome, mail(parts, **more)).faults

    def test_what_the_manifest_says_is_right(self):
        verdict = ours.judge(self.sample(), 'converted', mail([SEEN, FILE]))
        self.assertEqual((verdict.faults, verdict.counts), ([], {'attachments': [1, 1], 'names': [1, 1], 'bodies': [1, 1], 'items': [0, 0]}))

    def test_another_byte_or_name_or_order_is_seen(self):
        self.assertIn('is not there', self.faults([SEEN, (FILE[0], 'b25lLCB0d28sIHRocmVlDQ==')])[0])
        self.assertIn("has the name 'n.txt'", self.faults([SEEN, (FILE[0].replace('numbers', 'n'), FILE[1])])[0])
        two = self.sample([{**NUMBERS, 'size': 3, 'sha256': hashlib.sha256(b'abc').hexdigest()}, NUMBERS])
        self.assertEqual(self.faults([SEEN, FILE, (FILE[0], 'YWJj')], two), ['another order'])

    def test_a_file_too_many_is_seen(self):
        self.assertEqual(self.faults([SEEN, FILE, FILE]), ["'numbers.txt' is one too many"])

    def test_a_text_that_only_one_of_two_forms_has_is_seen(self):
        self.assertIn('not seen', self.faults([('Content-Type: text/plain', 'Another text'), SEEN, FILE])[0])

    def test_an_image_apart_from_its_html_is_seen(self):
        dot = {**NUMBERS, 'content_id': 'dot'}
        part = (FILE[0] + '\r\nContent-ID: <dot>', FILE[1])
        self.assertIn('not joined', self.faults([SEEN, part], self.sample([dot]))[0])
        self.assertEqual(self.faults([SEEN, part], self.sample([dot]), kind='related'), [])

    def test_a_name_that_hurts_is_seen(self):
        unnamed = self.sample([{**NUMBERS, 'name': None}])
        self.assertEqual(self.faults([SEEN, FILE], unnamed), [])
        self.assertIn('../etc/passwd', self.faults([SEEN, (FILE[0].replace('numbers.txt', '../etc/passwd'), FILE[1])], unnamed)[0])

    def test_what_is_rejected_stays_as_it_was(self):
        damaged = self.sample(allowed=['rejected'])
        self.assertEqual(ours.judge(damaged, 'rejected', damaged.path.read_bytes()).faults, [])
        self.assertEqual(ours.judge(damaged, 'rejected', b'').faults, ['rejected, and yet altered'])
        self.assertIn('outcome converted', self.faults([SEEN, FILE], damaged))

    def test_messages_in_messages_are_looked_into(self):
        inner = self.sample().expect
        outer = self.sample([{'kind': 'embedded-message', 'name': None, 'tnef_size': 1, 'tnef_sha256': '', 'message': inner}])
        enclosed = ('Content-Type: message/rfc822', mail([SEEN, FILE]).decode().replace('=_x', '=_y'))
        self.assertEqual(self.faults([SEEN, enclosed], outer), [])
        broken = (enclosed[0], enclosed[1].replace('Count', 'Reckon'))
        self.assertIn('embedded message 1: not seen', self.faults([SEEN, broken], outer)[0])


ZONE = '''BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//y\r
METHOD:PUBLISH\r
BEGIN:VTIMEZONE\r
TZID:Eastern\r
BEGIN:STANDARD\r
DTSTART:16010101T020000\r
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r
TZOFFSETFROM:-0400\r
TZOFFSETTO:-0500\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010101T020000\r
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r
TZOFFSETFROM:-0500\r
TZOFFSETTO:-0400\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20240101T000000Z\r
SUMMARY:Lunch\\, long\r
DTSTART;TZID=Eastern:20240701T120000\r
DTEND;TZID=Eastern:20240701T12\r
 3000\r
RRULE:FREQ=WEEKLY;BYDAY=MO\r
END:VEVENT\r
END:VCALENDAR\r
'''
LUNCH = {'kind': 'calendar', 'summary': 'Lunch, long', 'start_utc': '2024-07-01T16:00:00Z', 'end_utc': '2024-07-01T16:30:00Z', 'all_day': False,
         'uid': '1', 'method': 'PUBLISH', 'recurring': True, 'reminder_set': False,
         'recurrence': {'freq': 'WEEKLY', 'period': 1, 'days_bitmask': 2, 'end_type': 'never'}}
TASK = '''BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VTODO\nUID:1\nDTSTAMP:20240101T000000Z\nSUMMARY:Do it\nDUE;VALUE=DATE:20150130\nEND:VTODO\nEND:VCALENDAR\n'''


class ItemTest(unittest.TestCase):
    def faults(self, item, source, kind='text/calendar; method=PUBLISH'):
        return items.check(item, 'IPM.Note', mimeview.of(mail([('Content-Type: ' + kind, source)])))

    def test_local_times_count_by_the_zone_that_comes_along(self):
        self.assertEqual(self.faults(LUNCH, ZONE), [])
        winter = {**LUNCH, 'start_utc': '2024-01-01T17:00:00Z', 'end_utc': '2024-01-01T17:30:00Z'}
        self.assertEqual(self.faults(winter, ZONE.replace('20240701', '20240101')), [])
        self.assertIn('DTSTART', self.faults(winter, ZONE)[0])

    def test_a_time_without_its_zone_is_seen(self):
        self.assertIn('has no zone', self.faults(LUNCH, ZONE.replace('TZID:Eastern', 'TZID:Western'))[0])

    def test_other_days_and_a_lost_recurrence_are_seen(self):
        self.assertIn('BYDAY', self.faults(LUNCH, ZONE.replace('BYDAY=MO', 'BYDAY=TU'))[0])
        self.assertIn('recurring', self.faults(LUNCH, ZONE.replace('RRULE:FREQ=WEEKLY;BYDAY=MO\r\n', ''))[0])

    def test_a_task_is_due_on_a_day_not_at_a_time(self):
        task = {'kind': 'task', 'summary': 'Do it', 'due_date': '2015-01-30'}
        self.assertEqual(self.faults(task, TASK, 'text/calendar'), [])
        self.assertIn('DUE', self.faults(task, TASK.replace(';VALUE=DATE:20150130', ':20150130T050000Z'), 'text/calendar')[0])

    def test_a_whole_day_is_midnight_in_its_own_zone(self):
        day = {**LUNCH, 'all_day': True, 'start_utc': '2024-06-30T22:00:00Z', 'end_utc': '2024-07-01T22:00:00Z'}
        source = ZONE.replace(';TZID=Eastern:20240701T120000', ';VALUE=DATE:20240701').replace(';TZID=Eastern:20240701T12\r\n 3000', ';VALUE=DATE:20240702')
        self.assertEqual(self.faults(day, source), [])
        self.assertIn('not the day 20240701', self.faults(day, source.replace('DATE:20240701', 'DATE:20240630'))[0])

    def test_contacts_and_lists(self):
        card = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann B\r\nN:B;Ann;;;\r\nTEL;VALUE=uri:tel:+1-555-0100\r\nEND:VCARD\r\n'
        ann = {'kind': 'contact', 'display_name': 'Ann B', 'given': 'Ann', 'surname': 'B', 'mobile': '+1 555 0100'}
        self.assertEqual(self.faults(ann, card, 'text/vcard'), [])
        self.assertEqual(self.faults({**ann, 'mobile': '+1 555 0199'}, card, 'text/vcard'), ['TEL without +1 555 0199'])
        people = {'kind': 'distribution-list', 'name': 'Ann B', 'members': 1, 'first_members': []}
        self.assertEqual(self.faults(people, card.replace('N:B', 'KIND:group\r\nMEMBER:mailto:c@example.org\r\nN:B'), 'text/vcard'), [])

    def test_what_is_malformed_is_said(self):
        self.assertIn('not closed', self.faults(LUNCH, ZONE.replace('END:VCALENDAR', ''))[0])
        with self.assertRaises(ical.Malformed):
            ical.parse('BEGIN:VCALENDAR\nnothing\nEND:VCALENDAR\n')


class PeerTest(Case):
    BODY = rb'{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\x hidden}Count \b the\b0\par numbers.}'

    def test_a_body_counts_in_any_form(self):
        extracted = peer.Extracted([File('numbers.txt', CONTENT)], [self.BODY])
        self.assertTrue(peer.judge(self.sample(), extracted).right)
        extracted.bodies = [b'another']
        self.assertEqual(peer.judge(self.sample(), extracted).faults, ['the body is not there'])

    def test_a_crash_and_a_file_too_many_are_seen(self):
        extracted = peer.Extracted([File('numbers.txt', CONTENT), File('x', b'')], [self.BODY], 'ended by signal 6')
        self.assertEqual(peer.judge(self.sample(), extracted).faults, ['ended by signal 6', "'x' is one too many"])

    def test_names_of_tnef_come_back_from_the_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'a.txt').touch()
            for raw, name in ((b'd%F6c.pdf', 'd\xf6c.pdf'), (b'a.txt.1', 'a.txt'), (b'b.txt.1', 'b.txt.1')):
                self.assertEqual(Tnef._name(raw, 'cp1252', Path(folder)), name)


class SamplesTest(Case):
    def test_a_sample_that_is_another_file_is_not_judged(self):
        sample = self.sample()
        sample.path.write_bytes(b'x')
        with self.assertRaises(ValueError):
            sample.stream()

    def test_a_stream_is_found_in_a_mail(self):
        stream = streams.tnef([('a', b'b')])
        self.assertEqual(list(samples.tnef_parts(mimeview.of(streams.mail('application/octet-stream', 'x', stream)).message)), [stream])

    def test_text_is_what_a_reader_sees(self):
        self.assertEqual(text.of_html('<style>x</style><p>a&nbsp;b</p>c<img src="cid:1@2">'), ('a b c', ['1@2']))
        self.assertEqual(text.of_rtf(rb"{\rtf1\ansi\ansicpg1251\'ee\'ea \u8364 ?{\*\x no}\{\}}"), '\u043e\u043a \u20ac{}')

    def test_totals_are_counted(self):
        verdict = ours.judge(self.sample(), 'converted', mail([SEEN, FILE])).as_json()
        wrong = ours.judge(self.sample(), 'converted', mail([SEEN])).as_json()
        rows = [{'name': n, 'readable': True, 'outcome': 'converted', 'verdicts': {'a': a, 'b': b}} for n, a, b in
                (('1', verdict, verdict), ('2', verdict, wrong))]
        self.assertIn('| attachments: every byte | 2 | 2 | 1 |', report.totals(rows))
        self.assertIn('| **readable samples: everything** | **2** | **2** | **1** |', report.totals(rows))
        self.assertIn('| 2 | converted | right | attachments 0/1, names 0/1 |', report.each(rows))
