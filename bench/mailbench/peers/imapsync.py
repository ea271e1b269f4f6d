"""imapsync, as it comes and with the settings that its FAQ gives for speed."""
from ..dovecot import HOST, PASSWORD
from .base import Peer
from .output import first_line


class Imapsync(Peer):
    name, program, package = 'imapsync', 'imapsync', 'not in Debian; see imapsync.lamiral.info'
    compresses = True
    extra = []

    def prepare(self, job):
        (job.folder / 'tmp').mkdir()

    def command(self, job):
        (source, destination), = job.users
        command = ['imapsync', '--host1', HOST, '--port1', str(job.source_port), '--user1', source, '--password1', PASSWORD,
                   '--host2', HOST, '--port2', str(job.destination_port), '--user2', destination, '--password2', PASSWORD,
                   '--nolog', '--tmpdir', str(job.folder / 'tmp'), '--pidfile', str(job.folder / 'pid')]
        command += ['--ssl1', '--ssl2'] if job.tls else ['--nossl1', '--nossl2', '--notls1', '--notls2']
        if job.setup.compress == 'always':
            command += ['--compress1', '--compress2']
        return command + self.extra

    def version(self):
        return first_line(['imapsync', '--version'])


class ImapsyncTuned(Imapsync):
    name = 'imapsync_tuned'
    extra = ['--useuid', '--nofoldersizes', '--nofoldersizesatend', '--noresyncflags', '--fastio1', '--fastio2', '--noid', '--nomodulesversion']
