package io.mailcaravan.misbehaving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An IMAP server with one mailbox. Whatever is no fault of {@link Misbehaviour} is as the RFCs want
 * it; what it announces is what it does.
 */
final class MisbehavingServer implements AutoCloseable {
    static final String PASSWORD = "secret";

    /** Where nothing comes to an end by itself, this server ends it; a pass needs a tenth. */
    private static final int MOST_SIGN_INS = 150;

    private static final int MOST_COMMANDS = 4_000;

    final StoredMailbox mailbox;
    final Set<String> capabilities;
    final Misbehaviour misbehaviour;
    private final boolean mayBeChanged;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger signIns = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final List<String> offences = Collections.synchronizedList(new ArrayList<>());
    private final Map<StoredFolder, Long> announced = new ConcurrentHashMap<>();
    private final List<String> transcript = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param mayBeChanged false for a source: commands that change something are offences
     */
    MisbehavingServer(
            StoredMailbox mailbox,
            Collection<String> capabilities,
            Misbehaviour misbehaviour,
            boolean mayBeChanged)
            throws IOException {
        this.mailbox = mailbox;
        this.capabilities = new LinkedHashSet<>(capabilities);
        this.misbehaviour = misbehaviour;
        this.mayBeChanged = mayBeChanged;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(new Conversation(this, client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    boolean has(String capability) {
        return capabilities.contains(capability);
    }

    /** A pass begins: counts from 0. */
    void newPass() {
        signIns.set(0);
        commands.set(0);
        announced.clear();
        transcript.clear();
    }

    int signIns() {
        return signIns.get();
    }

    int commands() {
        return commands.get();
    }

    /** What no client may send, and what this server does not know. */
    List<String> offences() {
        return List.copyOf(offences);
    }

    /** Commands and answers of this pass, shortened. */
    List<String> transcript() {
        synchronized (transcript) {
            return List.copyOf(transcript);
        }
    }

    /** Whether the server has had enough and refuses every sign-in. */
    boolean exhausted() {
        return signIns.get() > MOST_SIGN_INS || commands.get() > MOST_COMMANDS;
    }

    void signingIn() {
        signIns.incrementAndGet();
    }

    void received(Command command) {
        commands.incrementAndGet();
        note("C: " + command.tag() + " " + command.text());
    }

    void note(String line) {
        transcript.add(line.length() > 400 ? line.substring(0, 400) + "..." : line);
    }

    /** What was said of how many messages there are, if anything. */
    void announced(StoredFolder folder, String messages) {
        if (messages != null && messages.matches("\\d{1,9}")) {
            announced.put(folder, Long.parseLong(messages));
        }
    }

    /** How many messages there are in each folder, as was said last in this pass. */
    Map<StoredFolder, Long> announced() {
        return Map.copyOf(announced);
    }

    void unknown(Command command) {
        offences.add("unknown command " + command.text());
    }

    /** To be called for each command that changes something. */
    void changing(Command command) {
        if (!mayBeChanged) {
            offences.add("the source was to be changed: " + command.text());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
