"""What a peer has to tell."""
from dataclasses import dataclass
from pathlib import Path

from ..cases import Setup
from ..dovecot import Servers
from ..needs import find


@dataclass
class Job:
    """Mailboxes to copy: users are (source, destination), ports those to connect to, folder a scratch folder of its own."""
    users: list
    source_port: int
    destination_port: int
    folder: Path
    servers: Servers
    setup: Setup

    @property
    def tls(self):
        return self.setup.tls


class Peer:
    """One copier. It gets a job per mailbox, or one job with all of them where `whole` is set."""

    name = ''
    program = ''          # looked for on the PATH
    package = ''          # where it comes from, for people
    whole = False         # copies many mailboxes in one process
    second_pass = True    # remembers what it has copied
    strip = ''            # a header it leaves in every message; the verifier's result is also told without it
    compresses = False    # can use COMPRESS=DEFLATE

    def __init__(self, options):
        self.options = options

    def lacking(self):
        """Why it cannot run on this machine, or None."""
        if self.program and not find(self.program):
            return 'no program %s (%s)' % (self.program, self.package)
        return None

    def unfit(self, setup):
        """Why it cannot run under this setup, or None."""
        if setup.compress == 'always' and not self.compresses:
            return 'does not use COMPRESS'
        return None

    def at_once(self, case):
        """How many of its processes run at a time."""
        return case.jobs

    def prepare(self, job):
        """Writes its configuration; not timed."""

    def command(self, job):
        """The command line, a list."""
        raise NotImplementedError

    def mailbox_seconds(self, run):
        """Seconds of each mailbox, one after another; by default those of each process."""
        return [w for w in run.walls if w is not None]

    def version(self):
        """One line for the table."""
        return ''
