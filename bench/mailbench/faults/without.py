"""A server that lacks extensions: not announced, and what it says because of them is not said either."""
import re
import socket
import threading

from ..dovecot import HOST

LITERAL = re.compile(rb'\{(\d+)\+?\}\r\n$')
CODES = re.compile(rb'\[(?:APPENDUID|COPYUID) [^\]]*\] ')
SILENT = {b'UIDPLUS', b'APPENDUID'}        # APPENDUID: UIDPLUS is announced, but no UID is told (RFC 4315 allows it)


class Answers:
    """What the server sends, as the client shall see it; literals pass as they are."""

    def __init__(self, extensions):
        self.words = {word.upper().encode() for word in extensions}
        self.silent = bool(self.words & SILENT)
        self.rest, self.literal = b'', 0

    def pass_on(self, data):
        """The bytes that may go on now; an unfinished line waits for its end."""
        out = []
        data = self.rest + data
        while data:
            if self.literal:
                part, data = data[:self.literal], data[self.literal:]
                self.literal -= len(part)
                out.append(part)
                continue
            end = data.find(b'\n') + 1
            if not end:
                break
            line, data = self._line(data[:end]), data[end:]
            found = LITERAL.search(line)
            self.literal = int(found.group(1)) if found else 0
            out.append(line)
        self.rest = data
        return b''.join(out)

    def _line(self, line):
        if self.silent:
            line = CODES.sub(b'', line, count=1)
        at = line.find(b'CAPABILITY ')
        if at < 0 or not line[:at].endswith((b'* ', b'[')):
            return line
        end = re.search(rb'[\]\r]', line[at:]).start() + at
        return line[:at] + b' '.join(w for w in line[at:end].split(b' ') if w.upper() not in self.words) + line[end:]


class Without:
    """Listens on port and passes on to target, also while nothing listens there: then it hangs up."""

    def __init__(self, port, target, extensions):
        self.target, self.extensions = target, extensions
        self.listener = socket.create_server((HOST, port), backlog=100)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client:
            try:
                server = socket.create_connection((HOST, self.target))
            except OSError:
                return
            with server:
                for s in client, server:
                    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=_pump, args=(client, server, bytes), daemon=True).start()
                _pump(server, client, Answers(self.extensions).pass_on)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()


def _pump(source, sink, change):
    """Until the source has ended; then the sink is told so."""
    try:
        while True:
            data = source.recv(1 << 16)
            if not data:
                break
            sink.sendall(change(data))
    except OSError:
        pass                       # either side is gone: so is the connection
    try:
        sink.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass                       # it was closed already
