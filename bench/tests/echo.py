"""Small servers behind the proxy."""
import socket
import threading

from mailbench import proxy
from mailbench.dovecot import HOST, free_ports


class Server:
    """Serves each connection by a function of the socket, in a thread."""

    def __init__(self, serve):
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(serve,), daemon=True).start()

    def _accept(self, serve):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(serve, connection), daemon=True).start()

    @staticmethod
    def _serve(serve, connection):
        with connection:
            serve(connection)

    def close(self):
        self.listener.close()


def through(program, rtt, mbit, server):
    """(proxy, its port) in front of the server."""
    port, = free_ports(1)
    return proxy.Proxy(program, rtt, mbit, [(port, server.port)]), port


def echo(connection):
    while True:
        data = connection.recv(65536)
        if not data:
            return
        connection.sendall(data)


def drain(connection):
    """Reads all, then says how much it was."""
    total = 0
    while True:
        data = connection.recv(1 << 20)
        if not data:
            break
        total += len(data)
    connection.sendall(b'%d\n' % total)


def exact(connection, size):
    data = bytearray()
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            break
        data += part
    return bytes(data)
