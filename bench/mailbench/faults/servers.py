"""The servers of a run: a source, one or two destinations, and what stands before them."""
from .. import account
from ..dovecot import HOST, PASSWORD, Server, free_ports
from ..imapraw import Raw
from ..proxy import Proxy, build
from .container import CONTAINERS
from .without import Without

KINDS = ('dovecot', *CONTAINERS)
NAMES = ('destination', 'archive')


class Servers:
    """dovecots: the bench's two, of which the first has the generated mailboxes; all ends with the stack."""

    def __init__(self, dovecots, options, count, stack):
        self.original, self.stack = dovecots.source, stack
        self.source = self._server(dovecots.base, 'source', options.source) or dovecots.source
        self.destinations = [self._server(dovecots.base, name, options.server) or
                             (dovecots.destination if name == 'destination' else self._dovecot(dovecots.base, name)) for name in NAMES[:count]]
        if dovecots.destination not in self.destinations:
            dovecots.destination.stop()

    def _server(self, base, name, kind):
        """A container, None for a Dovecot."""
        if kind not in CONTAINERS:
            return None
        server = CONTAINERS[kind](base, name, *free_ports(1))
        self.stack.callback(server.end)
        server.configure()
        server.start()
        return server

    def _dovecot(self, base, name):
        server = Server(base, name, *free_ports(2), 'sdbox:~/sdbox')
        self.stack.callback(server.stop)
        server.configure(False)
        server.start()
        return server

    def all(self):
        return [self.source, *self.destinations]

    def ports(self, rtt, mbit, without, programs):
        """As the program sees them: source, then destinations, which lack the extensions named."""
        targets = [server.port for server in self.all()]
        if without:
            for number, port in enumerate(free_ports(len(targets) - 1), 1):
                self.stack.enter_context(Without(port, targets[number], without))
                targets[number] = port
        if not rtt and not mbit:
            return targets
        ports = free_ports(len(targets))
        self.stack.enter_context(Proxy(build(programs), rtt, mbit, list(zip(ports, targets))))
        return ports

    # --- what a server makes of messages ---------------------------------------------------------

    def kept(self, server, user, bodies):
        """{digest: digest of what the server has once it was appended, None where it refuses it}."""
        if server.kind == self.original.kind:
            return {digest: digest for digest in bodies}
        c = Raw(HOST, server.port)
        c.login(user, PASSWORD)
        taken = [digest for digest, body in bodies.items() if b' OK' in c.append(b'INBOX', body)[:5]]
        c.logout()
        found = account.read(HOST, server.port, False, user, PASSWORD)[b'INBOX']
        server.remove(user)
        return {**dict.fromkeys(bodies), **{digest: m.digest for digest, m in zip(taken, sorted(found, key=lambda m: m.uid))}}

    def fill(self, user):
        """Gives a source that is no Dovecot what the Dovecot has."""
        if self.source is self.original:
            return
        a, b = Raw(HOST, self.original.port), Raw(HOST, self.source.port)
        for c in a, b:
            c.login(user, PASSWORD)
        (from_prefix, _), (prefix, separator) = a.namespace(), b.namespace()
        for name, sep, _ in a.folders():
            folder = account.canonical(name, sep, from_prefix)
            if folder != b'INBOX':
                folder = prefix + folder.replace(b'/', separator)
                b.cmd(b'CREATE "%s"' % folder)
                b.cmd(b'SUBSCRIBE "%s"' % folder)
            a.cmd(b'EXAMINE "%s"' % name)
            _, answers = a.cmd('UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])', check=False)
            for text, literals in answers:
                if literals:
                    flags, date = (x.search(text).group(1) for x in account.ATT[1:])
                    b.append(folder, literals[-1], b' '.join(f for f in flags.split() if f.lower() != b'\\recent'), date)
        for c in a, b:
            c.logout()
