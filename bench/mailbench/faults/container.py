"""A Cyrus or a Courier in a container, from docker/ of this project, with its mail in a folder of this machine."""
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from ..dovecot import HOST
from ..facts import ROOT
from ..imapraw import ImapError, Raw
from ..needs import SetUpError, find


def engine():
    """The command of the container engine."""
    for program in ('docker', 'podman'):
        if find(program):
            return find(program)
    raise SetUpError('missing: docker or podman: Cyrus and Courier run in containers')


class Container:
    """name: of its folder below base; kind: of its folder below docker/."""

    kind = ''
    wait_to_stop = 5                 # seconds

    def __init__(self, base, name, port):
        self.port, self.folder = port, Path(base) / name
        self.mail = self.folder / 'mail'
        self.image, self.container = 'mail-caravan-' + self.kind, 'caravan-faults-%d-%s' % (os.getpid(), name)
        self.made = False

    def _engine(self, *arguments, check=True):
        done = subprocess.run([engine(), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and done.returncode:
            raise SetUpError('%s %s: %s' % (engine(), ' '.join(arguments), done.stdout.strip()))
        return done.stdout

    def configure(self):
        if os.geteuid():
            raise SetUpError('%s needs root: the files of its mailboxes are counted, and they belong to the user of the container' % self.kind)
        self.mail.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        # packages come from where this machine itself gets them
        self._engine('build', '--quiet', '--network', 'host', '--tag', self.image, str(ROOT / 'docker' / self.kind))

    def start(self):
        if self.made:
            self._engine('start', self.container)
        else:
            self._engine('run', '--detach', '--name', self.container, '--network', 'host', '--volume', '%s:/srv/mail' % self.mail,
                         '--env', 'ADDRESS=' + HOST, '--env', 'PORT=%d' % self.port, self.image)
            self.made = True
        end = time.monotonic() + 30
        while not self.greets():
            if time.monotonic() > end:
                raise SetUpError('%s does not greet on port %d within 30 s: %s' % (self.kind, self.port, self._engine('logs', self.container, check=False)))
            time.sleep(0.05)

    def greets(self):
        try:
            with socket.create_connection((HOST, self.port), timeout=5) as s:
                return s.recv(100).startswith(b'* OK')
        except OSError:
            return False

    def stop(self):
        self._engine('stop', '--time', str(self.wait_to_stop), self.container)

    def end(self):
        self._engine('rm', '--force', self.container, check=False)

    def messages(self, user):
        """How many its files tell, whether it runs or not."""
        return sum(1 for _ in self.files(user))


class Cyrus(Container):
    kind = 'cyrus'

    def files(self, user):
        return (self.mail / 'spool' / 'user' / user.lower()).glob('**/[0-9]*.')   # username_tolower is its default

    def remove(self, user):
        """Its list of mailboxes is a database: only it can take one out."""
        c = Raw(HOST, self.port)
        try:
            c.login('admin', 'adminpass')
            c.cmd('SETACL user/%s admin lrswipkxtecda' % user)
            c.cmd('DELETE user/%s' % user)
        except ImapError:
            pass                     # the mailbox was never made
        c.logout()


class Courier(Container):
    kind = 'courier'
    wait_to_stop = 0                 # it is process 1 of the container and does not heed SIGTERM

    def files(self, user):
        for part in ('cur', 'new'):
            yield from (self.mail / user).glob('**/%s/*' % part)

    def remove(self, user):
        shutil.rmtree(self.mail / user, ignore_errors=True)


CONTAINERS = {c.kind: c for c in (Cyrus, Courier)}
