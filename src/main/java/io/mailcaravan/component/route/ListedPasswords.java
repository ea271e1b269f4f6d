package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Passwords that only the list of mailboxes can give. */
final class ListedPasswords {

    private ListedPasswords() {}

    /**
     * @throws ConfigurationException when a store needs a password that the list does not have
     */
    static void check(
            Path file, List<MailboxPair> pairs, MailboxStore source, List<MailboxStore> others) {
        check(file, pairs, source, "source_password", MailboxPair::sourcePassword);
        for (MailboxStore other : others) {
            check(file, pairs, other, "destination_password", MailboxPair::destinationPassword);
        }
    }

    private static void check(
            Path file,
            List<MailboxPair> pairs,
            MailboxStore store,
            String column,
            Function<MailboxPair, Optional<Secret>> password) {
        if (!store.needsPassword()) {
            return;
        }
        List<Integer> without =
                pairs.stream()
                        .filter(pair -> password.apply(pair).isEmpty())
                        .map(MailboxPair::line)
                        .toList();
        if (!without.isEmpty()) {
            boolean all = without.size() == pairs.size();
            throw new ConfigurationException(
                    all ? file.toString() : file + ", line " + without.get(0),
                    "no "
                            + column
                            + ", which store "
                            + store.name()
                            + " needs for each mailbox"
                            + (all ? "" : alsoOn(without.size() - 1)),
                    (all ? "Give it in a column " : "Give it in the column ")
                            + column
                            + ": the value, file:PATH or env:NAME. Or set caravan.stores."
                            + store.name()
                            + ".auth=master-user with an administrator.");
        }
    }

    private static String alsoOn(int more) {
        return more == 0 ? "" : "; nor on " + more + (more == 1 ? " more line" : " more lines");
    }
}
