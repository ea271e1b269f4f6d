import unittest

from mailbench.cases import setups
from mailbench.peers import PEERS


class SteadyTest(unittest.TestCase):
    def test_it_is_eight_mailboxes_of_20000_at_0_ms(self):
        (setup,) = setups(['steady'])
        self.assertEqual((len(setup.case.users()), setup.case.count, setup.rtt), (8, 20000, 0))

    def test_smaller_ones_are_other_mailboxes(self):
        large, small = setups(['steady'], sizes=[20000, 5000])
        self.assertEqual(small.case.count, 5000)
        self.assertFalse(set(large.case.users()) & set(small.case.users()))

    def test_two_floors_run_at_a_time_and_the_other_floor_alone(self):
        (setup,) = setups(['steady'])
        self.assertEqual([PEERS[name](None).at_once(setup.case) for name in ('floor', 'floor_one')], [2, 1])
