package io.mailcaravan.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.demo.DemoMailbox.DemoFolder;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.store.imap.ImapStoreFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An IMAP server to copy from and one to copy to, in this process, on ports of the loopback
 * interface that happen to be free. What is in them is gone when they stop.
 */
public final class DemoServers implements AutoCloseable {

    /** Store names of the demonstration's route. */
    public static final String SOURCE = "demo-old";

    public static final String DESTINATION = "demo-new";

    private static final String LOOPBACK = "127.0.0.1";

    private final GreenMail old = server();
    private final GreenMail fresh = server();
    private final ServerNoise noise = new ServerNoise();
    private final List<DemoMailbox> mailboxes;
    private final MailboxStore source;
    private final MailboxStore destination;

    /** Starts both, with empty mailboxes. */
    public DemoServers(List<DemoMailbox> mailboxes, Spool spool) {
        this.mailboxes = mailboxes;
        this.noise.begin();
        old.start();
        fresh.start();
        for (DemoMailbox mailbox : mailboxes) {
            old.setUser(mailbox.source(), mailbox.source(), mailbox.password());
            fresh.setUser(mailbox.destination(), mailbox.destination(), mailbox.password());
        }
        source = store(SOURCE, old, spool);
        destination = store(DESTINATION, fresh, spool);
    }

    private static GreenMail server() {
        return new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP));
    }

    private static MailboxStore store(String name, GreenMail server, Spool spool) {
        Map<String, String> settings =
                Map.of(
                        "type", "imap",
                        "host", LOOPBACK,
                        "port", String.valueOf(server.getImap().getPort()),
                        "tls", "none",
                        "allow-insecure", "true");
        return new ImapStoreFactory().create(new StoreSettings(name, settings, Path.of("")), spool);
    }

    public MailboxStore source() {
        return source;
    }

    public MailboxStore destination() {
        return destination;
    }

    static Login source(DemoMailbox mailbox) {
        return login(mailbox.source(), mailbox);
    }

    static Login destination(DemoMailbox mailbox) {
        return login(mailbox.destination(), mailbox);
    }

    private static Login login(String name, DemoMailbox mailbox) {
        return new Login(name, Optional.of(new Secret(mailbox.password())));
    }

    /** Puts the sample messages into the source. */
    public void fill() throws MailboxException {
        for (DemoMailbox mailbox : mailboxes) {
            try (MailboxSession session = source.signIn(source(mailbox), Access.WRITE)) {
                for (DemoFolder folder : mailbox.folders()) {
                    session.create(folder.path(), Optional.empty());
                    fill(session, mailbox, folder);
                }
            }
        }
    }

    /** What owners do between two passes: a message arrives, another is flagged. */
    public void use() throws MailboxException {
        for (DemoMailbox mailbox : mailboxes) {
            try (MailboxSession session = source.signIn(source(mailbox), Access.WRITE)) {
                DemoFolder folder = mailbox.folders().get(0);
                String path = folder.path().toString();
                session.append(
                        folder.path(),
                        List.of(
                                DemoMessages.message(
                                        mailbox.source(), path, folder.messages() + 1, 0)));
                session.storeFlags(folder.path(), Map.of(Uid.MIN, Flags.parse("\\Flagged")));
            }
        }
    }

    private static void fill(MailboxSession session, DemoMailbox mailbox, DemoFolder folder)
            throws MailboxException {
        String path = folder.path().toString();
        List<Item> batch = new ArrayList<>();
        for (int number = 0; number < folder.messages(); number++) {
            batch.add(DemoMessages.message(mailbox.source(), path, number, 0));
        }
        session.append(folder.path(), batch);
        if (folder.large() > 0) {
            session.append(
                    folder.path(),
                    List.of(
                            DemoMessages.message(
                                    mailbox.source(), path, folder.messages(), folder.large())));
        }
    }

    /** Keeps what is at the destination. */
    public void save(MailboxStore backup) throws MailboxException {
        for (DemoMailbox mailbox : mailboxes) {
            MailboxCopy.copy(
                    destination, destination(mailbox), backup, Login.of(mailbox.destination()));
        }
    }

    /** Puts back what an earlier run kept. */
    public void restore(MailboxStore backup) throws MailboxException {
        for (DemoMailbox mailbox : mailboxes) {
            MailboxCopy.copy(
                    backup, Login.of(mailbox.destination()), destination, destination(mailbox));
        }
    }

    @Override
    public void close() {
        source.close();
        destination.close();
        old.stop();
        fresh.stop();
        noise.end();
    }
}
