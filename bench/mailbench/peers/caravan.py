"""Mail Caravan itself: all mailboxes in one process."""
import json
import shlex

from ..dovecot import ADMIN, ADMIN_PASSWORD
from ..needs import find
from .base import Peer
from .output import first_line

STORE = '''caravan.stores.%(name)s.type=imap
caravan.stores.%(name)s.host=localhost
caravan.stores.%(name)s.port=%(port)d
caravan.stores.%(name)s.auth=master-user
caravan.stores.%(name)s.admin-username=%(admin)s
caravan.stores.%(name)s.admin-password=%(password)s
'''
ROUTE = '''- route:
    id: bench
    description: Copies the bench's mailboxes
    from:
      uri: mailbox:source
      parameters:
        mailboxes: mailboxes.csv%s
        idempotentRepository: "#ledger"
      steps:
        - idempotentConsumer:
            idempotentRepository: ledger
            simple: "${header.CamelMailboxItemKey}"
            steps:
              - to: { uri: "mailbox:destination" }
'''


class Caravan(Peer):
    name, option = 'caravan', '--caravan'
    whole = compresses = True
    _version = None

    def lacking(self):
        if not self._program():
            return 'name its command by ' + self.option
        program = shlex.split(self._program())[0]
        if not find(program):
            return 'no program %s: build it, or name it by %s' % (program, self.option)
        if not self.version():
            return '%s --version fails: run it to see why, or name another by %s' % (self._program(), self.option)
        return None

    def _program(self):
        return self.options.caravan

    def prepare(self, job):
        settings = ''
        for name, port in (('source', job.source_port), ('destination', job.destination_port)):
            settings += STORE % {'name': name, 'port': port, 'admin': ADMIN, 'password': ADMIN_PASSWORD}
            if job.tls:
                settings += 'caravan.stores.%s.tls=implicit\ncaravan.stores.%s.ca-file=%s\n' % (name, name, job.servers.certificate)
            else:
                settings += 'caravan.stores.%s.tls=none\ncaravan.stores.%s.allow-insecure=true\n' % (name, name)
            if job.setup.compress:
                settings += 'caravan.stores.%s.compress=%s\n' % (name, job.setup.compress)
        route = job.folder / 'routes' / 'bench'
        route.mkdir(parents=True)
        (job.folder / 'application.properties').write_text(settings)
        (route / 'bench.camel.yaml').write_text(ROUTE % ('\n        maxConcurrentMailboxes: 1' if job.setup.case.jobs == 1 else ''))
        (route / 'mailboxes.csv').write_text('source,destination\n' + ''.join('%s,%s\n' % user for user in job.users))

    def command(self, job):
        return shlex.split(self._program()) + [
            'migrate', 'bench', '--json', '--routes', str(job.folder / 'routes'), '--config', str(job.folder / 'application.properties'),
            '--state', str(job.folder / 'state')]

    def mailbox_seconds(self, run):
        """What it says of each mailbox: sign-in to end, without the start of Java."""
        events = [_event(line) for line in run.lines]
        return [e['millis'] / 1000 for e in events if e.get('event') == 'mailbox' and 'millis' in e]

    def version(self):
        """Asked once: the first call may build the program."""
        if self._version is None:
            self._version = first_line(shlex.split(self._program()) + ['--version'])
        return self._version


class CaravanBefore(Caravan):
    """An older build of ours, beside today's in the same run: what a change costs."""
    name, option = 'caravan_before', '--before'

    def _program(self):
        return self.options.before


def _event(line):
    """A line of --json; {} for others."""
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
