package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lists whose mailboxes a store would open all as the one user that it signs in as: each line would
 * get that one's mail, or everybody's mail would come to it.
 */
final class ListedUsers {

    private ListedUsers() {}

    /**
     * @param others stores that the list's destinations lie in
     * @throws ConfigurationException where the list names two mailboxes of a store with one user
     */
    static void check(
            Path file, List<MailboxPair> pairs, MailboxStore source, List<MailboxStore> others) {
        check(file, pairs, source, MailboxPair::source, MailboxPair::sourcePassword);
        for (MailboxStore other : others) {
            check(file, pairs, other, MailboxPair::destination, MailboxPair::destinationPassword);
        }
    }

    private static void check(
            Path file,
            List<MailboxPair> pairs,
            MailboxStore store,
            Function<MailboxPair, String> mailbox,
            Function<MailboxPair, Optional<Secret>> password) {
        Optional<String> user = store.soleMailbox();
        // who brings a password signs in as himself
        List<MailboxPair> without =
                user.isEmpty()
                        ? List.of()
                        : pairs.stream().filter(pair -> password.apply(pair).isEmpty()).toList();
        for (MailboxPair pair : without) {
            MailboxPair first = without.get(0);
            if (!mailbox.apply(pair).equals(mailbox.apply(first))) {
                throw new ConfigurationException(
                        file + ", line " + pair.line(),
                        "store "
                                + store.name()
                                + " signs in as "
                                + user.get()
                                + " only, for mailbox "
                                + mailbox.apply(pair)
                                + " as for "
                                + mailbox.apply(first)
                                + " on line "
                                + first.line(),
                        "Remove caravan.stores."
                                + store.name()
                                + ".username where it can sign in to each mailbox, or make a store"
                                + " for each.");
            }
        }
    }
}
