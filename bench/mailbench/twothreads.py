"""A TLS socket that one thread reads while another one writes."""
import select
import ssl
import threading

CHUNK = 1 << 16


class TwoThreads:
    """Before Python 3.13 both threads may be inside OpenSSL at once, which now and then breaks the stream (CPython issue 124984)."""

    def __init__(self, tls_socket, timeout=300):
        self.s, self.timeout, self.lock = tls_socket, timeout, threading.Lock()
        tls_socket.setblocking(False)

    def recv(self, most):
        return self._each(lambda: self.s.recv(most), reads=True)

    def sendall(self, data):
        left = memoryview(data)
        while left:
            left = left[self._each(lambda: self.s.send(left[:CHUNK]), reads=False):]

    def close(self):
        self.s.close()

    def _each(self, step, reads):
        while True:
            with self.lock:
                try:
                    return step()
                except ssl.SSLWantReadError:
                    reads = True
                except ssl.SSLWantWriteError:
                    reads = False
            if select.select([self.s] * reads, [self.s] * (not reads), [], self.timeout) == ([], [], []):
                raise TimeoutError('no answer in %d s' % self.timeout)
