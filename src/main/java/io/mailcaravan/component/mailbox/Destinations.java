package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.pass.Delays;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The destination mailboxes that one endpoint has open. */
final class Destinations implements AutoCloseable {

    private final MailboxEndpoint endpoint;
    private final Map<String, Shared> open = new ConcurrentHashMap<>();

    /** Passes of two routes may write to one mailbox at once; the last one closes it. */
    private record Shared(DestinationMailbox mailbox, int passes) {}

    Destinations(MailboxEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Opens a mailbox for a pass, with its own password where it has one.
     *
     * @param delays of that pass
     */
    DestinationMailbox open(Login login, Path routeFolder, Delays delays) {
        return open.compute(
                        login.mailbox(),
                        (name, shared) ->
                                shared == null
                                        ? new Shared(
                                                DestinationMailbox.reserved(
                                                        endpoint,
                                                        login,
                                                        endpoint.folderMapping(routeFolder),
                                                        delays),
                                                1)
                                        : new Shared(shared.mailbox(), shared.passes() + 1))
                .mailbox();
    }

    /**
     * The mailbox that a pass has opened; without a pass it is there until the endpoint stops, and
     * its connection until somebody else needs it.
     */
    DestinationMailbox get(String mailbox) {
        return open.computeIfAbsent(
                        mailbox,
                        name ->
                                new Shared(
                                        DestinationMailbox.lent(
                                                endpoint,
                                                Login.of(name),
                                                endpoint.folderMapping(Path.of("")),
                                                Delays.unseen()),
                                        1))
                .mailbox();
    }

    /** Ends one pass's use of the mailbox. */
    void close(String mailbox) {
        AtomicReference<DestinationMailbox> unused = new AtomicReference<>();
        open.computeIfPresent(
                mailbox,
                (name, shared) -> {
                    if (shared.passes() > 1) {
                        return new Shared(shared.mailbox(), shared.passes() - 1);
                    }
                    unused.set(shared.mailbox());
                    return null;
                });
        if (unused.get() != null) {
            unused.get().close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(shared -> shared.mailbox().close());
        open.clear();
    }
}
