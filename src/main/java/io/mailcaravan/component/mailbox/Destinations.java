package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Login;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The destination mailboxes that one endpoint has open. */
final class Destinations implements AutoCloseable {

    private final MailboxEndpoint endpoint;
    private final Map<String, DestinationMailbox> open = new ConcurrentHashMap<>();

    Destinations(MailboxEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Opens a mailbox for a pass, with its own password where it has one. */
    DestinationMailbox open(Login login, Path routeFolder) {
        return open.computeIfAbsent(login.mailbox(), name -> create(login, routeFolder));
    }

    /**
     * The mailbox that a pass has opened; without a pass it is opened now and stays until the
     * endpoint stops.
     */
    DestinationMailbox get(String mailbox) {
        return open.computeIfAbsent(mailbox, name -> create(Login.of(name), Path.of("")));
    }

    private DestinationMailbox create(Login login, Path routeFolder) {
        return new DestinationMailbox(endpoint, login, endpoint.folderMapping(routeFolder));
    }

    void close(String mailbox) {
        DestinationMailbox closing = open.remove(mailbox);
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void close() {
        open.keySet().forEach(this::close);
    }
}
