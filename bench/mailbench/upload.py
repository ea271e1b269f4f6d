"""One connection of the floor that appends."""
import ssl
import threading

from .imapraw import ImapError, quote
from .twothreads import TwoThreads


class Upload:
    """A sender and a thread that reads the tagged answers. how: multi (MULTIAPPEND), single (pipelined) or sync (one at a time)."""

    def __init__(self, connection, how, batch):
        self.c, self.how, self.batch = connection, how, batch
        if isinstance(connection.s, ssl.SSLSocket):
            connection.s = TwoThreads(connection.s)
        self.open = None           # [folder, messages so far] of the MULTIAPPEND under way
        self.buf, self.size = [], 0
        self.done = threading.Event()
        self.bad = []
        self.sem = threading.Semaphore(0)
        threading.Thread(target=self.reader, daemon=True).start()

    def reader(self):
        try:
            while True:
                answer = self.c.line()
                if answer.startswith(b'a '):
                    if not answer.startswith(b'a OK'):
                        self.bad.append(answer)
                    self.sem.release()
                elif answer.startswith(b'last'):
                    break
        except (ImapError, OSError) as e:
            self.bad.append(repr(e))
            self.sem.release()
        self.done.set()

    def push(self, b, body):
        self.buf += [b, body]
        self.size += len(b) + len(body)
        if self.size > 1 << 18:
            self.flush()

    def flush(self):
        if self.buf:
            self.c.s.sendall(b''.join(self.buf))
            self.buf, self.size = [], 0

    def append(self, name, at, body):
        """at: flags and date as APPEND has them."""
        lit = b' %s {%d+}\r\n' % (at, len(body))
        if self.how == 'multi':
            if self.open and (self.open[0] != name or self.open[1] >= self.batch):
                self.push(b'\r\n', b'')
                self.open = None
            if self.open:
                self.open[1] += 1
                self.push(lit, body)
            else:
                self.open = [name, 1]
                self.push(b'a APPEND ' + quote(name) + lit, body)
        else:
            self.push(b'a APPEND ' + quote(name) + lit, body + b'\r\n')
            if self.how == 'sync':
                self.flush()
                self.sem.acquire()

    def finish(self):
        """Waits for all answers; those that are not OK are in bad."""
        self.push((b'\r\n' if self.open else b'') + b'last NOOP\r\n', b'')
        self.flush()
        self.done.wait()
        self.c.s.close()
