"""Both ends of the faults' mailboxes, and a route between them."""
import os
import shlex
import shutil
import signal
import subprocess

from .. import account, verify
from ..dovecot import ADMIN, ADMIN_PASSWORD, HOST, PASSWORD
from ..imapraw import Raw
from ..peers.caravan import STORE

ROUTE = '''- route:
    id: faults
    description: Copies the mailboxes of the faults, with the shipped error handling
    routeConfigurationId: mailbox-errors
    from:
      uri: mailbox:source
      parameters:
        mailboxes: mailboxes.csv
        idempotentRepository: "#ledger"
      steps:
        - idempotentConsumer:
            idempotentRepository: ledger
            simple: "${header.CamelMailboxItemKey}"
            steps:
              - to: { uri: "mailbox:destination" }
'''
TWINS, OFTEN = 25, 4


class Ends:
    """ports: source and destination as the program sees them."""

    def __init__(self, servers, case, ports, work, command):
        self.servers, self.case, self.ports, self.work, self.command = servers, case, ports, work, command
        self.before = self.files = None
        self.serial = 0

    def add_twins(self):
        """Messages that are there several times over the folder, alike to the last byte and second; then the source is looked at."""
        for user in self.case.users():
            c = Raw(HOST, self.servers.source.port)
            c.login(user, PASSWORD)
            c.cmd('EXAMINE INBOX')
            found = [(text, literals[-1]) for text, literals in c.cmd('FETCH 1:* (INTERNALDATE BODY.PEEK[])')[1] if literals][:TWINS]
            for _ in range(OFTEN - 1):
                for text, body in found:
                    date = account.ATT[2].search(text).group(1)
                    c.s.sendall(b't APPEND INBOX "%s" {%d+}\r\n%s\r\n' % (date, len(body), body))
                    while not c.line().startswith(b't OK'):
                        pass
            c.logout()
        self.before = {user: account.read(HOST, self.servers.source.port, False, user, PASSWORD) for user in self.case.users()}
        self.files = self._files()

    def _files(self):
        """Every message file of the source: Maildir keeps flags in the names."""
        return sorted((f.parent.parent.name, f.parent.name, f.name, f.stat().st_size) for user in self.case.users()
                      for part in ('cur', 'new') for f in (self.servers.source.mail / user).glob('Maildir/**/%s/*' % part))

    def source_change(self):
        """What is other than it was at the source; empty if nothing."""
        now, then = set(self._files()), set(self.files)
        changes = ['file gone: %s' % (x,) for x in sorted(then - now)] + ['new file: %s' % (x,) for x in sorted(now - then)]
        for user, was in self.before.items():
            if account.read(HOST, self.servers.source.port, False, user, PASSWORD) != was:
                changes.append('mailbox %s reads otherwise than before' % user)
        return '; '.join(changes[:5])

    def site(self):
        """A new destination, and a state of nothing."""
        self.serial += 1
        folder = self.work / ('site-%d' % self.serial)
        return Site(self, folder, {user: 'f%d-%d-%s' % (os.getpid(), self.serial, user) for user in self.case.users()})


class Site:
    """One migration: users from source to destination."""

    limit = 240       # seconds, only against a pass that hangs for ever

    def __init__(self, ends, folder, users):
        self.ends, self.folder, self.users = ends, folder, users
        self.state, self.log = folder / 'state', folder / 'log.txt'
        route = folder / 'routes' / 'faults'
        route.mkdir(parents=True)
        settings = ''
        for name, port in zip(('source', 'destination'), ends.ports):
            settings += STORE % {'name': name, 'port': port, 'admin': ADMIN, 'password': ADMIN_PASSWORD}
            settings += 'caravan.stores.%s.tls=none\ncaravan.stores.%s.allow-insecure=true\n' % (name, name)
        (folder / 'application.properties').write_text(settings)
        (route / 'faults.camel.yaml').write_text(ROUTE)
        (route / 'mailboxes.csv').write_text('source,destination\n' + ''.join('%s,%s\n' % user for user in users.items()))

    def start(self):
        """A pass, as a process that begins a session of its own."""
        command = shlex.split(self.ends.command) + [
            'migrate', 'faults', '--json', '--routes', str(self.folder / 'routes'), '--config', str(self.folder / 'application.properties'),
            '--state', str(self.state)]
        with open(self.log, 'ab') as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    @staticmethod
    def kill(process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def finish(self):
        """A whole pass; what was wrong with it, empty if nothing."""
        begin = self.log.stat().st_size if self.log.exists() else 0
        process = self.start()
        try:
            status = process.wait(self.limit)
        except subprocess.TimeoutExpired:
            self.kill(process)
            return 'the pass did not end within %d s' % self.limit
        if status:
            return 'the pass ended with exit code %d: %s' % (status, self.log.read_bytes()[begin:][-500:].decode(errors='replace'))
        return ''

    def there(self):
        """Messages at the destination, as its files tell."""
        return sum(1 for user in self.users.values() for _ in (self.ends.servers.destination.mail / user).glob('sdbox/mailboxes/**/u.*'))

    def expected(self):
        return sum(len(messages) for account_ in self.ends.before.values() for messages in account_.values())

    def faults(self):
        """What is lost, twice or other at the destination; empty if nothing."""
        lines = []
        for source, destination in self.users.items():
            found = account.read(HOST, self.ends.servers.destination.port, False, destination, PASSWORD)
            counts, shown = verify.compare(self.ends.before[source], found)
            if any(counts[k] for k in verify.FAULTS):
                lines += ['%s: %s' % (source, ' '.join('%s %d' % (k, counts[k]) for k in verify.FAULTS if counts[k]))] + shown[:8]
        return '\n  '.join(lines)

    def checked(self):
        """After the last pass: all as it should be, and still so after one more pass."""
        wrong = self.faults()
        if wrong:
            return wrong
        there = self.there()
        wrong = self.finish()
        if wrong:
            return 'no-op: ' + wrong
        if self.there() != there:
            return 'no-op: %d messages became %d' % (there, self.there())
        if b'Exception' in self.log.read_bytes():
            return 'an exception in the log'
        return ''

    def remove(self):
        for user in self.users.values():
            self.ends.servers.destination.remove(user)
        shutil.rmtree(self.folder, ignore_errors=True)
