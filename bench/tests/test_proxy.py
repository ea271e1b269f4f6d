import os
import socket
import tempfile
import threading
import time
import unittest

from mailbench import proxy
from mailbench.dovecot import HOST

from .echo import Server, drain, echo, exact, through


class ProxyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.program = proxy.build(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def through(self, rtt, mbit, serve):
        server = Server(serve)
        self.addCleanup(server.close)
        running, port = through(self.program, rtt, mbit, server)
        self.addCleanup(running.__exit__)
        return port

    def test_each_round_trip_takes_the_rtt(self):
        port = self.through(20, 0, echo)
        with socket.create_connection((HOST, port)) as s:
            s.sendall(b'x')
            s.recv(1)
            begin = time.monotonic()
            for _ in range(20):
                s.sendall(b'x')
                s.recv(1)
            self.assertGreaterEqual(time.monotonic() - begin, 0.4)

    def test_greeting_comes_two_round_trips_after_connecting(self):
        port = self.through(100, 0, lambda c: c.sendall(b'hello'))
        begin = time.monotonic()
        with socket.create_connection((HOST, port)) as s:
            self.assertEqual(exact(s, 5), b'hello')
        self.assertGreaterEqual(time.monotonic() - begin, 0.2)

    def test_delay_alone_does_not_limit_how_much_is_under_way(self):
        port = self.through(200, 0, echo)
        blob = os.urandom(4 << 20)
        with socket.create_connection((HOST, port)) as s:
            begin = time.monotonic()
            writer = threading.Thread(target=s.sendall, args=(blob,))
            writer.start()
            self.assertEqual(exact(s, len(blob)), blob)
            took = time.monotonic() - begin
            writer.join()
        # one TCP window of 64 KB a round trip would take 64 of them, 13 s
        self.assertLess(took, 6.5)

    def test_bandwidth_is_shared_by_the_connections_of_a_port(self):
        port = self.through(0, 40, drain)     # 5 MB a second
        blob = b'x' * 1_000_000

        def send():
            with socket.create_connection((HOST, port)) as s:
                s.sendall(blob)
                s.shutdown(socket.SHUT_WR)
                self.assertEqual(exact(s, 8), b'1000000\n')
        threads = [threading.Thread(target=send) for _ in range(4)]
        begin = time.monotonic()
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        took = time.monotonic() - begin
        self.assertGreaterEqual(took, 0.75)   # 4 MB at 5 MB/s, less one queue
        self.assertLess(took, 4)              # and not each direction or connection after the other by mistake

    def test_directions_have_the_whole_bandwidth_each(self):
        port = self.through(0, 40, echo)
        blob = os.urandom(2_000_000)
        with socket.create_connection((HOST, port)) as s:
            begin = time.monotonic()
            writer = threading.Thread(target=s.sendall, args=(blob,))
            writer.start()
            self.assertEqual(exact(s, len(blob)), blob)
            took = time.monotonic() - begin
            writer.join()
        self.assertGreaterEqual(took, 0.38)   # 0.4 s each way, at the same time

    def test_a_limited_line_lets_small_things_through_beside_large_ones(self):
        port = self.through(0, 8, echo)       # 1 MB a second
        with socket.create_connection((HOST, port)) as large, socket.create_connection((HOST, port)) as small:
            stop = threading.Event()

            def fill():
                large.settimeout(0.05)
                while not stop.is_set():
                    try:
                        large.sendall(b'x' * 20000)
                    except OSError:
                        pass
            writer = threading.Thread(target=fill)
            writer.start()
            small.settimeout(10)
            begin = time.monotonic()
            for _ in range(3):
                small.sendall(b'y')
                self.assertEqual(exact(small, 1), b'y')
            took = time.monotonic() - begin
            stop.set()
            writer.join()
        self.assertLess(took, 5)              # the queue is 20 ms, not what the kernel would buffer

    def test_end_of_stream_is_passed_on_after_the_last_byte(self):
        for rtt, mbit in ((0, 0), (10, 0), (0, 100), (10, 100)):
            with self.subTest(rtt=rtt, mbit=mbit):
                port = self.through(rtt, mbit, drain)
                with socket.create_connection((HOST, port)) as s:
                    s.sendall(b'x' * 300_000)
                    s.shutdown(socket.SHUT_WR)
                    self.assertEqual(exact(s, 100), b'300000\n')

    def test_a_port_that_is_taken_is_told(self):
        server = Server(echo)
        self.addCleanup(server.close)
        with self.assertRaisesRegex(Exception, 'port %d' % server.port):
            proxy.Proxy(self.program, 0, 0, [(server.port, 1)])
