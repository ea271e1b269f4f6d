import tempfile
import unittest
from pathlib import Path
from xml.dom import minidom

from mailbench import plots, table, verdict
from mailbench.cases import SETS, setups


def row(peer='caravan', case='S', rtt=0.0, wall=1.0, msgs=100, results=None, **more):
    value = {'peer': peer, 'case': case, 'rtt': rtt, 'mbit': 0, 'tls': False, 'compress': '', 'pass': 'first', 'repeat': 1, 'wall': wall,
             'msgs': msgs, 'bytes': msgs * 1000, 'client_cpu': 0.5, 'machine_cpu': 1.0, 'rss_mb': 100.0, 'rss_least_mb': 25.0,
             'disturbed': False, 'failed': 0, 'timed_out': False, **more}
    verdict.judge(value, results or [{'src': msgs, 'dst': msgs}], [], '')
    return value


class ReportTest(unittest.TestCase):
    def test_table_has_median_and_spread(self):
        text = table.markdown({}, [row(wall=w) for w in (1.0, 4.0, 2.0)])
        self.assertIn('| 3 | 2.00 (1.00–4.00) | 50 |', text)
        self.assertIn('| EQUAL |', text)

    def test_every_fault_is_told_and_one_bad_run_of_three_too(self):
        text = table.markdown({}, [row(), row(), row(results=[{'src': 100, 'dst': 99, 'missing': 1}])])
        self.assertIn('EQUAL (2 of 3); missing 1 (1 of 3)', text)

    def test_a_run_that_was_disturbed_is_marked(self):
        self.assertIn('| 1 * |', table.markdown({}, [row(disturbed=True)]))

    def test_a_destination_that_could_not_be_read_is_not_equal(self):
        self.assertFalse(row(results=[{'unread': 1}])['equal'])

    def test_stopped_at_the_limit_is_not_equal_and_says_how_far(self):
        stopped = row(timed_out=True, results=[{'src': 100, 'dst': 40, 'missing': 60}])
        self.assertEqual((stopped['equal'], stopped['verdict']), (False, 'STOPPED at the time limit with 40 of 100'))

    def test_plots_are_well_formed_and_drawn_where_there_are_two_points(self):
        rows = [row(peer, rtt=r, wall=1 + r / 10) for peer in ('caravan', 'm<b>') for r in (0.0, 5.0, 100.0)]
        rows += [row(case='N%d' % n, msgs=n, wall=n / 1000) for n in (1000, 50000, 200000)] + [row(case='L')]
        with tempfile.TemporaryDirectory() as folder:
            files = plots.draw(rows, folder)
            self.assertEqual(sorted(Path(f).name for f in files), ['rtt-S.svg', 'size-rtt0-log.svg', 'size-rtt0.svg'])
            for file in files:
                self.assertGreater(len(minidom.parse(str(file)).getElementsByTagName('circle')), 2)

    def test_all_has_every_set_and_no_setup_twice(self):
        everything = setups(['all'])
        self.assertEqual(len(everything), len(set(everything)))
        for name in SETS:
            self.assertLessEqual(set(setups([name])), set(everything))
