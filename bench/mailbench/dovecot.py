"""Two private Dovecots on loopback, a source and a destination.

Any user, password 'secret'; master user 'USER*admin', password 'adminpass'. The source keeps Maildir, the destination sdbox,
which is the quicker of Dovecot's one-file-per-message stores for APPEND and so hides the copiers' own cost the least.
"""
import grp
import os
import pwd
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .dovecot_conf import COMPRESS, CONF, WITHOUT_ROOT
from .needs import SetUpError, find, zlib_plugin

PASSWORD, ADMIN, ADMIN_PASSWORD = 'secret', 'admin', 'adminpass'
HOST = '127.0.0.1'
SOCKET_PATH = 107 - len('/login/ssl-params-or-longer')   # unix(7): 108 bytes with the end mark
ROOTS_MAIL_OWNER = 5000                                   # Dovecot refuses mail of user 0


def _me():
    """Dovecot wants names."""
    try:
        return {'user': pwd.getpwuid(os.geteuid()).pw_name, 'group_name': grp.getgrgid(os.getegid()).gr_name}
    except KeyError:
        raise SetUpError('user %d or group %d has no name on this machine (/etc/passwd, /etc/group), and Dovecot wants one' % (os.geteuid(), os.getegid()))


def _many_files():
    """As many open files as the limits of the configuration may need, where that is allowed."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if most == resource.RLIM_INFINITY else min(65536, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Server:
    """One Dovecot, its files below base/name."""

    kind = 'dovecot'

    def __init__(self, base, name, port, tls_port, location):
        self.base, self.name, self.port, self.tls_port, self.location = Path(base), name, port, tls_port, location
        self.folder = self.base / name
        self.mail, self.log, self.conf = self.folder / 'mail', self.folder / 'dovecot.log', self.folder / 'dovecot.conf'
        self.run = self.folder / 'run'
        self.elsewhere = None
        self.owner = ROOTS_MAIL_OWNER if os.geteuid() == 0 else os.geteuid()

    def configure(self, compress):
        for folder in (self.folder, self.run, self.mail):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)
        if len(str(self.run)) > SOCKET_PATH:
            self.elsewhere = self.elsewhere or tempfile.mkdtemp(prefix='caravan-bench-')
            os.chmod(self.elsewhere, 0o755)
            self.run = Path(self.elsewhere)
        root = os.geteuid() == 0
        if root:
            os.chown(self.mail, self.owner, self.owner)
        values = {'base': self.base, 'name': self.name, 'run': self.run, 'log': self.log, 'mail': self.mail, 'password': PASSWORD,
                  'owner': self.owner, 'group': self.owner if root else os.getegid(), 'location': self.location,
                  'port': self.port, 'tls_port': self.tls_port}
        text = CONF % values
        if not root:
            text += WITHOUT_ROOT % _me()
        self.conf.write_text(text + (COMPRESS if compress else ''))

    def pid(self):
        """Process of this server, or None."""
        try:
            pid = int((self.run / 'master.pid').read_text())
            return pid if 'dovecot' in Path('/proc/%d/comm' % pid).read_text() else None
        except (OSError, ValueError):
            return None

    def start(self):
        self.stop()
        # Into a file: a daemon that holds a pipe would keep us waiting for its end.
        with open(self.folder / 'start.log', 'w+') as said:
            done = subprocess.run([find('dovecot'), '-c', str(self.conf)], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                  preexec_fn=_many_files)
            said.seek(0)
            if done.returncode != 0:
                raise SetUpError('Dovecot (%s) does not start: %s%s' % (self.name, said.read().strip(), self.log_tail()))
        end = time.monotonic() + 20
        while not self.greets():
            if time.monotonic() > end:
                raise SetUpError('Dovecot (%s) does not greet on port %d within 20 s%s' % (self.name, self.port, self.log_tail()))
            time.sleep(0.05)

    def greets(self):
        try:
            with socket.create_connection((HOST, self.port), timeout=2) as s:
                return s.recv(100).startswith(b'* OK')
        except OSError:
            return False

    def log_tail(self):
        lines = self.log.read_text(errors='replace').splitlines() if self.log.exists() else []
        return ''.join('\n  ' + line for line in lines[-5:])

    def stop(self):
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + 10
        while self.pid() == pid:
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
                end = time.monotonic() + 10
            time.sleep(0.05)

    def files(self, user):
        """The files of a mailbox's messages, one each."""
        home = self.mail / user
        for part in ('cur', 'new'):
            yield from home.glob('Maildir/**/%s/*' % part)
        yield from home.glob('sdbox/mailboxes/**/u.*')

    def messages(self, user):
        """How many its files tell, whether it runs or not."""
        return sum(1 for _ in self.files(user))

    def remove(self, user):
        """Deletes a mailbox from the disk."""
        shutil.rmtree(self.mail / user, ignore_errors=True)


class Servers:
    """Source and destination. Ports: plain source, TLS source, plain destination, TLS destination."""

    def __init__(self, base, ports):
        self.base = Path(base)
        self.source = Server(base, 'src', ports[0], ports[1], 'maildir:~/Maildir')
        self.destination = Server(base, 'dst', ports[2], ports[3], 'sdbox:~/sdbox')
        self.certificate = self.base / 'cert.pem'
        self.compress = None

    def both(self):
        return self.source, self.destination

    def offer(self, compress):
        """Starts them, or restarts them where COMPRESS is offered and should not be, or the other way round."""
        if self.compress == compress and all(s.pid() for s in self.both()):
            return
        if compress and not zlib_plugin():
            raise SetUpError('missing: the plugin imap_zlib of Dovecot (Debian package dovecot-imapd): COMPRESS=DEFLATE')
        self.base.mkdir(parents=True, exist_ok=True)
        self._secrets()
        for server in self.both():
            server.stop()
            server.configure(compress)
            server.start()
        self.compress = compress

    def _secrets(self):
        if not self.certificate.exists():
            done = subprocess.run(
                ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-sha256', '-days', '3650', '-nodes', '-subj', '/CN=localhost',
                 '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:TRUE',
                 '-keyout', str(self.base / 'key.pem'), '-out', str(self.certificate)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode != 0:
                raise SetUpError('openssl makes no certificate: ' + done.stdout.strip())
            (self.base / 'key.pem').chmod(0o600)
        users = self.base / 'master-users'
        users.write_text('%s:{PLAIN}%s\n' % (ADMIN, ADMIN_PASSWORD))
        users.chmod(0o644)

    def stop(self):
        for server in self.both():
            server.stop()
            if server.elsewhere:
                shutil.rmtree(server.elsewhere, ignore_errors=True)

    def pids(self):
        return [p for p in (s.pid() for s in self.both()) if p]


def free_ports(count, first=None):
    """Ports of loopback on which nobody listens now; from first on where it is given."""
    sockets = []
    try:
        for i in range(count):
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sockets.append(s)
            try:
                s.bind((HOST, first + i if first else 0))
            except OSError as e:
                raise SetUpError('port %d of 127.0.0.1 is not free (%s): choose another --port' % (first + i if first else 0, e.strerror))
        return [s.getsockname()[1] for s in sockets]
    finally:
        for s in sockets:
            s.close()
