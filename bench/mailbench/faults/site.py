"""Both ends of the faults' mailboxes, and a route between them."""
import os
import random
import shlex
import shutil
import signal
import subprocess

from .. import account, verify
from ..dovecot import ADMIN, ADMIN_PASSWORD, HOST, PASSWORD
from ..imapraw import Raw
from . import twins
from .servers import NAMES

STORE = '''caravan.stores.%(name)s.type=imap
caravan.stores.%(name)s.host=localhost
caravan.stores.%(name)s.port=%(port)d
caravan.stores.%(name)s.tls=none
caravan.stores.%(name)s.allow-insecure=true
'''
ADMINISTRATOR = '''caravan.stores.%%(name)s.auth=%s
caravan.stores.%%(name)s.admin-username=%s
caravan.stores.%%(name)s.admin-password=%s
'''
SIGN_IN = {'dovecot': ADMINISTRATOR % ('master-user', ADMIN, ADMIN_PASSWORD), 'cyrus': ADMINISTRATOR % ('authzid', 'admin', 'adminpass'), 'courier': ''}
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
'''
TO = '- to: { uri: "mailbox:%s" }\n'


class Ends:
    """ports: source and destinations as the program sees them."""

    def __init__(self, servers, case, ports, work, command):
        self.servers, self.case, self.ports, self.work, self.command = servers, case, ports, work, command
        self.before = self.files = self.wanted = None
        self.serial = 0

    def prepare(self, seed, say):
        """Twins and siblings go into the source, and what a destination does not take goes out of it; then it is looked at."""
        destination = self.servers.destinations[0]
        left_out, altered = 0, {}
        for user in self.case.users():
            self._add_twins(user, random.Random('twins/%s/%s' % (user, seed)))
            kept = self.servers.kept(destination, 'probe-' + user, self._bodies(user))
            left_out += self._take_out(user, {digest for digest, there in kept.items() if not there})
            altered.update((digest, there) for digest, there in kept.items() if there != digest)
            self.servers.fill(user)
        self.before = {user: account.read(HOST, self.servers.source.port, False, user, PASSWORD) for user in self.case.users()}
        self.wanted = {user: {folder: [m._replace(digest=altered.get(m.digest, m.digest)) for m in messages] for folder, messages in was.items()}
                       for user, was in self.before.items()}
        if destination.kind != 'dovecot':
            say('%s refuses %d of the messages, which are left out, and alters %d' % (destination.kind, left_out, sum(x is not None for x in altered.values())))
        self.files = self._files()

    def _source(self, user):
        c = Raw(HOST, self.servers.original.port)
        c.login(user, PASSWORD)
        return c

    def _add_twins(self, user, random_):
        c = self._source(user)
        c.cmd('EXAMINE INBOX')
        found = [(text, literals[-1]) for text, literals in c.cmd('FETCH 1:* (INTERNALDATE BODY.PEEK[])')[1] if literals]
        dates = [account.ATT[2].search(text).group(1) for text, _ in found]
        for date, beside in zip(dates, twins.sets([body for _, body in found], random_)):
            for body, flags in beside:
                c.append(b'INBOX', body, flags, date)
        c.logout()

    def _bodies(self, user):
        """{digest: bytes} of the original."""
        bodies = {}
        c = self._source(user)
        for name, _, _ in c.folders():
            c.cmd(b'EXAMINE "%s"' % name)
            for text, literals in c.cmd('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', check=False)[1]:
                if literals:
                    bodies[account.message(text, literals[-1]).digest] = literals[-1]
        c.logout()
        return bodies

    def _take_out(self, user, digests):
        """Deletes messages of the original; how many."""
        count = 0
        if digests:
            c = self._source(user)
            for name, _, _ in c.folders():
                c.cmd(b'SELECT "%s"' % name)
                answers = c.cmd('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', check=False)[1]
                uids = [m.uid for m in (account.message(text, literals[-1]) for text, literals in answers if literals) if m.digest in digests]
                if uids:
                    numbers = ','.join(map(str, uids))
                    c.cmd('UID STORE %s +FLAGS.SILENT (\\Deleted)' % numbers)
                    c.cmd('UID EXPUNGE ' + numbers)
                    count += len(uids)
            c.logout()
        return count

    def _files(self):
        """Every message file of the source: Maildir keeps flags in the names."""
        source = self.servers.source
        return sorted((f.parent.parent.name, f.parent.name, f.name, f.stat().st_size) for user in self.case.users() for f in source.files(user))

    def source_change(self):
        """What is other than it was at the source; empty if nothing."""
        now, then = set(self._files()), set(self.files)
        changes = ['file gone: %s' % (x,) for x in sorted(then - now)] + ['new file: %s' % (x,) for x in sorted(now - then)]
        for user, was in self.before.items():
            if account.read(HOST, self.servers.source.port, False, user, PASSWORD) != was:
                changes.append('mailbox %s reads otherwise than before' % user)
        return '; '.join(changes[:5])

    def site(self, destinations=1):
        """New destinations, and a state of nothing."""
        self.serial += 1
        folder = self.work / ('site-%d' % self.serial)
        users = {user: 'f%d-%d-%s' % (os.getpid(), self.serial, user) for user in self.case.users()}
        return Site(self, folder, users, self.servers.destinations[:destinations], 'multicast' if self.serial % 2 and destinations > 1 else '')


class Site:
    """One migration: users from source to destinations. eip: what the ends stand in, in the route; empty: one after another."""

    limit = 240       # seconds, only against a pass that hangs for ever

    def __init__(self, ends, folder, users, destinations, eip):
        self.ends, self.folder, self.users, self.destinations = ends, folder, users, destinations
        self.state, self.log = folder / 'state', folder / 'log.txt'
        route = folder / 'routes' / 'faults'
        route.mkdir(parents=True)
        settings = ''
        for name, server, port in zip(('source', *NAMES), [ends.servers.source, *destinations], ends.ports):
            settings += (STORE + SIGN_IN[server.kind]) % {'name': name, 'port': port}
        (folder / 'application.properties').write_text(settings)
        steps = ROUTE + ('              - %s:\n                  steps:\n' % eip if eip else '')
        (route / 'faults.camel.yaml').write_text(steps + ''.join(' ' * (20 if eip else 14) + TO % name for name in NAMES[:len(destinations)]))
        passwords = [PASSWORD if SIGN_IN[server.kind] == '' else '' for server in (ends.servers.source, destinations[0])]
        (route / 'mailboxes.csv').write_text('source,destination,source_password,destination_password\n' +
                                             ''.join('%s,%s,%s,%s\n' % (*user, *passwords) for user in users.items()))

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
        """Messages at each destination, as its files tell."""
        return [sum(server.messages(user) for user in self.users.values()) for server in self.destinations]

    def expected(self):
        """Messages of the source, which each destination shall have."""
        return sum(len(messages) for account_ in self.ends.before.values() for messages in account_.values())

    def moving(self):
        """Whether some of the messages have arrived, and some have not."""
        return 0 < sum(self.there()) < self.expected() * len(self.destinations)

    def complete(self):
        """Whether as many have arrived at each destination as there should be."""
        return self.there() == [self.expected()] * len(self.destinations)

    def faults(self):
        """What is lost, twice or other at the destinations; empty if nothing."""
        lines = []
        for name, server in zip(NAMES, self.destinations):
            for source, destination in self.users.items():
                wanted = self.ends.wanted[source]
                found = account.read(HOST, server.port, False, destination, PASSWORD)
                counts, shown = verify.compare(wanted, without_parents(found, wanted))
                if any(counts[k] for k in verify.FAULTS):
                    lines += ['%s, %s: %s' % (name, source, ' '.join('%s %d' % (k, counts[k]) for k in verify.FAULTS if counts[k]))] + shown[:8]
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
            return 'no-op: %s messages became %s' % (there, self.there())
        if b'Exception' in self.log.read_bytes():
            return 'an exception in the log'
        return ''

    def remove(self):
        for user in self.users.values():
            for server in self.destinations:
                server.remove(user)
        shutil.rmtree(self.folder, ignore_errors=True)


def without_parents(found, wanted):
    """Leaves out empty folders that a server made as parents of others."""
    return {folder: messages for folder, messages in found.items()
            if messages or folder in wanted or not any(other.startswith(folder + b'/') for other in wanted)}
