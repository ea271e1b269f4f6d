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
        mailboxes: mailboxes.csv
        maxConcurrentMailboxes: %d
        idempotentRepository: "#ledger"
      steps:
        - idempotentConsumer:
            idempotentRepository: ledger
            simple: "${header.CamelMailboxItemKey}"
            steps:
              - to: { uri: "mailbox:destination" }
'''


class Caravan(Peer):
    name = 'caravan'
    whole = compresses = True
    _version = None

    def lacking(self):
        program = shlex.split(self.options.caravan)[0]
        if not find(program):
            return 'no program %s: build it, or name it by --caravan' % program
        if not self.version():
            return '%s --version fails: run it to see why, or name another by --caravan' % self.options.caravan
        return None

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
        (route / 'bench.camel.yaml').write_text(ROUTE % job.setup.case.jobs)
        (route / 'mailboxes.csv').write_text('source,destination\n' + ''.join('%s,%s\n' % user for user in job.users))

    def command(self, job):
        return shlex.split(self.options.caravan) + [
            'migrate', 'bench', '--json', '--routes', str(job.folder / 'routes'), '--config', str(job.folder / 'application.properties'),
            '--state', str(job.folder / 'state')]

    def mailbox_seconds(self, run):
        """From one mailbox's end to the next one's: it prints a line when a mailbox is done. The first has the start in it."""
        ends = [at for at, line in run.lines if _is_mailbox(line)]
        return [round(end - begin, 3) for begin, end in zip([0] + ends, ends)]

    def version(self):
        """Asked once: the first call may build the program."""
        if self._version is None:
            self._version = first_line(shlex.split(self.options.caravan) + ['--version'])
        return self._version


def _is_mailbox(line):
    try:
        return json.loads(line).get('event') == 'mailbox'
    except (ValueError, AttributeError):
        return False
