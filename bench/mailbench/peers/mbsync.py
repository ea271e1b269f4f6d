"""mbsync (isync): pipelines FETCH and single APPENDs, a state file per folder, one process, one thread."""
from ..dovecot import PASSWORD
from .base import Peer
from .output import first_line

CONF = '''FSync no

IMAPStore src
Host localhost
Port %(source_port)d
User %(source)s
Pass %(password)s
AuthMechs LOGIN
%(ssl)s

IMAPStore dst
Host localhost
Port %(destination_port)d
User %(destination)s
Pass %(password)s
AuthMechs LOGIN
%(ssl)s

Channel c
Far :src:
Near :dst:
Patterns *
Sync Pull
Create Near
CopyArrivalDate yes
SyncState %(state)s/
'''


class Mbsync(Peer):
    name, program, package = 'mbsync', 'mbsync', 'Debian package isync'
    strip = 'X-TUID'

    def prepare(self, job):
        (source, destination), = job.users
        state = job.folder / 'state'
        state.mkdir()
        ssl = 'SSLType IMAPS\nCertificateFile %s' % job.servers.certificate if job.tls else 'SSLType None'
        (job.folder / 'mbsyncrc').write_text(CONF % {
            'source': source, 'destination': destination, 'source_port': job.source_port, 'destination_port': job.destination_port,
            'password': PASSWORD, 'ssl': ssl, 'state': state})

    def command(self, job):
        return ['mbsync', '-q', '-c', str(job.folder / 'mbsyncrc'), '-a']

    def version(self):
        return first_line(['mbsync', '--version'])
