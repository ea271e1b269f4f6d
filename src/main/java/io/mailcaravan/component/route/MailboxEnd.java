package io.mailcaravan.component.route;

import io.mailcaravan.append.OpenDestinations;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;

/** A source or destination of a route, with the options that it has there. */
public interface MailboxEnd extends Endpoint {

    /** The name of its store, whether or not there is one. */
    String storeName();

    /**
     * @throws ConfigurationException where there is none of that name, or its settings have a
     *     mistake
     */
    MailboxStore store();

    /**
     * Refuses it as one that items are sent to.
     *
     * @throws ConfigurationException where its store can only be read, and as {@link #store}
     */
    default void checkDestination() {
        MailboxStore store = store();
        if (store.isSourceOnly()) {
            throw new ConfigurationException(
                    "store " + storeName(),
                    "the route sends to it, and a store of type " + store.type() + " is only read",
                    "Name another store as destination.");
        }
    }

    /** The one mailbox that its option names; empty where the list does. */
    Optional<String> sole();

    /** To which mailbox of its store a line of the list leads, by this end. */
    default Leg leg(MailboxPair pair) {
        return new Leg(storeName(), sole().orElse(pair.destination()));
    }

    /** The list of the mailboxes that it reads, as its option names it; empty where none does. */
    Optional<Path> list();

    /** That it reads; empty for all that both ends have. */
    Set<ItemKind> kinds();

    /** The options that filter, as a text that changes with them. */
    String filterRules();

    /** How many are worked on at once, at most. */
    int maxConcurrentMailboxes();

    int connectionsPerMailbox();

    /** Whether folders are made that are not there. */
    boolean createsFolders();

    /** Before the first attempt to open a lost connection again. */
    Duration reconnectDelay();

    Ledger ledger();

    /**
     * Where folders go at this destination.
     *
     * @param routeFolder where a relative mapping file lies
     * @throws ConfigurationException for a mistake in prefix or mapping file
     */
    FolderMapping folderMapping(Path routeFolder);

    /** The mailboxes that are open for items that come to it. */
    OpenDestinations destinations();

    /** Closes the connections that are lent and not in use, at all stores. */
    void takeBackLent();
}
