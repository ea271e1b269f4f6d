package io.mailcaravan.discover;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on the loopback interface with a few records; names that it lacks do not exist. */
final class NameServer implements AutoCloseable {

    private static final int SRV = 33;
    private static final int MX = 15;
    private static final int NXDOMAIN = 3;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private volatile int failure;

    NameServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** Answers everything with this code of RFC 1035, 4.1.1. */
    void fail(int code) {
        failure = code;
    }

    void srv(String name, int priority, int weight, int port, String target) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(data);
        out.writeShort(priority);
        out.writeShort(weight);
        out.writeShort(port);
        out.write(name(target));
        add(name, SRV, data.toByteArray());
    }

    void mx(String name, int preference, String host) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(data);
        out.writeShort(preference);
        out.write(name(host));
        add(name, MX, data.toByteArray());
    }

    private void add(String name, int type, byte[] data) {
        records.computeIfAbsent(name + " " + type, none -> new ArrayList<>()).add(data);
    }

    private static byte[] name(String host) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : host.split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.write(bytes);
        }
        out.write(0);
        return out.toByteArray();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (query[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1));
            at += query[at] + 1;
        }
        int type = query[at + 2];
        int end = at + 5;
        List<byte[]> found =
                records.getOrDefault(
                        name.toString().toLowerCase(Locale.ROOT) + " " + type, List.of());
        int code = failure != 0 ? failure : found.isEmpty() ? NXDOMAIN : 0;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(answer);
        out.write(query, 0, 2);
        out.writeShort(0x8180 | code);
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(query, 12, end - 12);
        for (byte[] data : found) {
            out.writeShort(0xc00c); // the name of the question
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(data.length);
            out.write(data);
        }
        return answer.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
