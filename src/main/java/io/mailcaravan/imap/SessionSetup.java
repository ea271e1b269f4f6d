package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a session needs to know after signing in: UTF-8 switched on where the server has it (RFC
 * 6855), its capabilities after that, and its namespaces (RFC 2342) or at least the separator. It
 * is asked at once and waited for when it is needed, so that it shares the first command's round
 * trip.
 */
final class SessionSetup {
    private final Wire wire;
    private final Capabilities announced;
    private final Set<String> disabled;
    private final OddNames odd;
    private final List<String> tags = new ArrayList<>();
    private final List<String> capabilities = new ArrayList<>();
    private final boolean bySeparator;
    private Namespaces namespaces;
    private boolean utf8;

    private SessionSetup(Wire wire, Capabilities announced, Set<String> disabled, OddNames odd) {
        this.wire = wire;
        this.announced = announced;
        this.disabled = disabled;
        this.odd = odd;
        this.bySeparator = !announced.has("NAMESPACE");
    }

    /** Asks without waiting. */
    static SessionSetup ask(Wire wire, Capabilities announced, Set<String> disabled, OddNames odd)
            throws MailboxException {
        wire.doing("asking for namespaces");
        SessionSetup setup = new SessionSetup(wire, announced, disabled, odd);
        boolean utf8Offered =
                announced.has("ENABLE")
                        && (announced.has("UTF8=ACCEPT") || announced.has("UTF8=ONLY"));
        if (utf8Offered) {
            setup.tags.add(wire.send("ENABLE UTF8=ACCEPT"));
            setup.tags.add(wire.send("CAPABILITY"));
        }
        setup.tags.add(wire.send(setup.bySeparator ? "LIST \"\" \"\"" : "NAMESPACE"));
        return setup;
    }

    /**
     * Waits for the answers.
     *
     * @param others takes untagged lines that belong to commands sent since
     */
    void finish(Consumer<ServerLine> others) throws MailboxException {
        for (String tag : tags) {
            // a NO or BAD to any of them only means to do without
            wire.readTo(tag, line -> add(line, others));
        }
    }

    /** What the server announces: at the sign-in, and from {@link #finish} on now. */
    Capabilities capabilities() {
        return capabilities.isEmpty() ? announced : new Capabilities(capabilities, disabled);
    }

    WireNames names() {
        return new WireNames(
                namespaces == null ? Namespaces.UNKNOWN : namespaces, utf8, wire.mailbox(), odd);
    }

    private void add(ServerLine line, Consumer<ServerLine> others) {
        if (line.keyEquals("ENABLED")) {
            utf8 = AsciiCase.upper(line.getRest()).contains("UTF8=ACCEPT");
        } else if (line.keyEquals("CAPABILITY")) {
            capabilities.addAll(List.of(line.getRest().split(" ")));
        } else if (line.keyEquals("NAMESPACE")) {
            namespaces = Namespaces.parse(line);
        } else if (line.keyEquals("LIST") && bySeparator && namespaces == null) {
            namespaces =
                    ListLine.parse(line)
                            .map(it -> Namespaces.ofSeparator(it.separator()))
                            .orElse(Namespaces.UNKNOWN);
        } else {
            others.accept(line);
        }
    }
}
