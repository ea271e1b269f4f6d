"""How long the program takes to start: until --version ends, and until its first FETCH is at the source."""
import shlex
import socket
import statistics
import subprocess
import threading
import time

from .dovecot import HOST


class Listener:
    """Passes one side's bytes on and notes when the first FETCH comes by."""

    def __init__(self, port, target):
        self.target, self.first = target, None
        self.server = socket.create_server((HOST, port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            upstream = socket.create_connection((HOST, self.target))
            threading.Thread(target=self._copy, args=(client, upstream, True), daemon=True).start()
            threading.Thread(target=self._copy, args=(upstream, client, False), daemon=True).start()

    def _copy(self, source, sink, watch):
        try:
            while data := source.recv(65536):
                if watch and self.first is None and b'FETCH' in data:
                    self.first = time.monotonic()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.server.shutdown(socket.SHUT_RDWR)     # ends the accept that waits
        self.server.close()


def version(command):
    """Seconds that --version takes."""
    begin = time.monotonic()
    subprocess.run(shlex.split(command) + ['--version'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begin


def first_fetch(command, port, target):
    """Seconds from the start of a pass to its first FETCH; port is where the command looks for the source."""
    listener = Listener(port, target)
    try:
        begin = time.monotonic()
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return listener.first - begin
    finally:
        listener.close()


def line(name, seconds):
    """One row of a table: median and spread."""
    return '| %s | %.2f (%.2f–%.2f) |' % (name, statistics.median(seconds), min(seconds), max(seconds))
