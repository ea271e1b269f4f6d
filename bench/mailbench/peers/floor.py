"""Not a peer but the floor: pipelined FETCH into MULTIAPPEND, one connection a side. It keeps no state and verifies nothing."""
import json
import sys

from ..dovecot import HOST
from .base import Peer


class Floor(Peer):
    name = 'floor'
    second_pass = False

    def command(self, job):
        (source, destination), = job.users
        command = [sys.executable, '-m', 'mailbench.floor', 'copy', '--how', 'multi', '--src', '%s:%d' % (HOST, job.source_port),
                   '--dst', '%s:%d' % (HOST, job.destination_port), '--user', source, '--to', destination]
        return command + (['--tls'] if job.tls else [])

    def mailbox_seconds(self, run):
        """The copying alone: its own clock leaves out the start of Python and the sign-in."""
        return [json.loads(line)['wall'] for line in run.lines if line.startswith('{')]

    def version(self):
        return 'Python %s' % sys.version.split()[0]


class FloorOne(Floor):
    """One mailbox after the other, where the case has several at a time: where all cores are busy, that may be the lower one."""
    name = 'floor_one'

    def at_once(self, case):
        return 1
