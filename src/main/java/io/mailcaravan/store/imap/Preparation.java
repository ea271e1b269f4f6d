package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a session needs to know after signing in, asked in one round trip: UTF-8 switched on where
 * the server has it (RFC 6855), its capabilities after that, and its namespaces (RFC 2342) or at
 * least the separator.
 */
final class Preparation {
    private Preparation() {}

    static ImapSession prepare(
            Wire wire,
            Capabilities announced,
            String greeting,
            ImapStoreConfiguration configuration,
            Access access,
            Spool spool,
            Runnable whenClosed)
            throws MailboxException {
        wire.doing("asking for namespaces");
        boolean utf8Offered =
                announced.has("ENABLE")
                        && (announced.has("UTF8=ACCEPT") || announced.has("UTF8=ONLY"));
        List<String> tags = new ArrayList<>();
        if (utf8Offered) {
            tags.add(wire.send("ENABLE UTF8=ACCEPT"));
            tags.add(wire.send("CAPABILITY"));
        }
        tags.add(wire.send(announced.has("NAMESPACE") ? "NAMESPACE" : "LIST \"\" \"\""));
        Answers answers = new Answers();
        for (String tag : tags) {
            // a NO or BAD to any of them only means to do without
            wire.readTo(tag, answers::add);
        }
        Capabilities now =
                answers.capabilities.isEmpty()
                        ? announced
                        : new Capabilities(
                                answers.capabilities, configuration.disabledExtensions());
        FolderNames names = new FolderNames(answers.namespaces, answers.utf8, wire.place());
        return new ImapSession(
                wire, now, names, greeting, configuration, access, spool, whenClosed);
    }

    private static final class Answers {
        private boolean utf8;
        private final List<String> capabilities = new ArrayList<>();
        private Namespaces namespaces = Namespaces.UNKNOWN;

        void add(ServerLine line) {
            if (line.keyEquals("ENABLED")) {
                utf8 = line.getRest().toUpperCase(Locale.ROOT).contains("UTF8=ACCEPT");
            } else if (line.keyEquals("CAPABILITY")) {
                capabilities.addAll(List.of(line.getRest().split(" ")));
            } else if (line.keyEquals("NAMESPACE")) {
                namespaces = Namespaces.parse(line);
            } else if (line.keyEquals("LIST")) {
                namespaces = Namespaces.ofSeparator(ListLine.parse(line).separator());
            }
        }
    }
}
