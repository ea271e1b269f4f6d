"""Dovecot's own: the destination server pulls over IMAP (imapc) and writes straight into its storage, no IMAP on that side."""
from ..dovecot import HOST, PASSWORD
from ..needs import find
from .base import Peer
from .output import first_line


class DsyncPull(Peer):
    """The window is the 20 messages that Dovecot's migration guide gives."""
    name, program, package = 'dsync_pull', 'doveadm', 'Debian package dovecot-core'
    window = 20

    def command(self, job):
        (source, destination), = job.users
        settings = ['imapc_host=' + HOST, 'imapc_port=%d' % job.source_port, 'imapc_user=' + source, 'imapc_password=' + PASSWORD,
                    'imapc_ssl=' + ('imaps' if job.tls else 'no'), 'imapc_ssl_verify=no', 'imapc_features=rfc822.size fetch-headers',
                    'mail_prefetch_count=%d' % self.window, 'mail_fsync=never']
        command = [find('doveadm'), '-c', str(job.servers.destination.conf)]
        for setting in settings:
            command += ['-o', setting]
        return command + ['backup', '-R', '-u', destination, 'imapc:']

    def version(self):
        return 'Dovecot ' + first_line([find('dovecot'), '--version'])


class DsyncPullTuned(DsyncPull):
    """A window for high latency."""
    name, window = 'dsync_pull_tuned', 1000
