package io.mailcaravan.store.gmail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gmail's IMAP as far as it is written down: labels, All Mail, a UID a folder, CONDSTORE, LITERAL-,
 * XOAUTH2, no MULTIAPPEND. It is no proof of what Gmail does.
 */
final class GmailServer implements AutoCloseable {

    static final String PASSWORD = "secret";
    static final int MOST_CONNECTIONS = 15;
    static final long APPEND_LIMIT = 35_651_584;

    /** Before a command is carried out, the connection is cut. */
    static final String CUT_BEFORE = "cut before";

    /** After it, before its answer. */
    static final String CUT_AFTER = "cut after";

    final Set<String> capabilities =
            new LinkedHashSet<>(
                    List.of(
                            "IMAP4rev1",
                            "UNSELECT",
                            "IDLE",
                            "NAMESPACE",
                            "QUOTA",
                            "ID",
                            "CHILDREN",
                            "X-GM-EXT-1",
                            "UIDPLUS",
                            "ENABLE",
                            "MOVE",
                            "CONDSTORE",
                            "ESEARCH",
                            "UTF8=ACCEPT",
                            "LIST-EXTENDED",
                            "LIST-STATUS",
                            "LITERAL-",
                            "SPECIAL-USE",
                            "SASL-IR",
                            "AUTH=XOAUTH2",
                            "AUTH=PLAIN",
                            "APPENDLIMIT=" + APPEND_LIMIT));

    private final Map<String, GmailAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> connections = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> plans = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> offences = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    GmailServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(new GmailConversation(this, client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Made when it is first asked for. */
    GmailAccount account(String user) {
        return accounts.computeIfAbsent(user, it -> new GmailAccount(GmailAccount.ENGLISH));
    }

    void put(String user, GmailAccount account) {
        accounts.put(user, account);
    }

    void takesToken(String user, String token) {
        tokens.put(token, user);
    }

    boolean isToken(String user, String token) {
        return user.equals(tokens.get(token));
    }

    /**
     * The next command with this verb is answered so, and not carried out; or the connection is
     * cut.
     */
    void plan(String verb, String answer) {
        plans.computeIfAbsent(verb, it -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    /** Null where nothing is planned. */
    String planned(String verb) {
        Queue<String> plan = plans.get(verb);
        return plan == null ? null : plan.poll();
    }

    /** Whether there may be another one. */
    boolean connected(String user) {
        return connections.computeIfAbsent(user, it -> new AtomicInteger()).incrementAndGet()
                <= MOST_CONNECTIONS;
    }

    void disconnected(String user) {
        connections.get(user).decrementAndGet();
    }

    void received(String text) {
        received.add(text);
    }

    /** Commands, without tags. */
    List<String> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    void offence(String what) {
        offences.add(what);
    }

    /** What no client may send, and what this server does not know. */
    List<String> offences() {
        synchronized (offences) {
            return List.copyOf(offences);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
