package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Copied items and their UIDs at the destination, one life of the destination folder at a time. */
final class Counterparts {

    /** Does something at one destination to items named by its UIDs. */
    @FunctionalInterface
    interface Action {
        void at(Destination destination, UidValidity validity, Map<Uid, Flags> items)
                throws MailboxException;
    }

    private final Map<Long, List<LedgerEntry>> byValidity = new TreeMap<>();

    /** Takes those of the entries whose UID at the destination is known. */
    Counterparts(Iterable<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (isKnown(entry)) {
                byValidity
                        .computeIfAbsent(
                                entry.destinationUidValidity().orElseThrow().value(),
                                validity -> new ArrayList<>())
                        .add(entry);
            }
        }
    }

    static boolean isKnown(LedgerEntry entry) {
        return entry.state() == ItemState.COPIED
                && entry.destinationUid().isPresent()
                && entry.destinationUidValidity().isPresent();
    }

    /**
     * Does it to all; a folder that was made anew at the destination is said and left alone.
     *
     * @return the entries it was done to
     */
    List<LedgerEntry> each(PassContext pass, Function<LedgerEntry, Flags> flags, Action action)
            throws MailboxException {
        List<LedgerEntry> done = new ArrayList<>();
        for (Map.Entry<Long, List<LedgerEntry>> life : byValidity.entrySet()) {
            Map<Uid, Flags> items = new TreeMap<>();
            life.getValue()
                    .forEach(
                            entry ->
                                    items.put(
                                            entry.destinationUid().orElseThrow(),
                                            flags.apply(entry)));
            try {
                for (Destination destination : pass.destinations()) {
                    action.at(destination, new UidValidity(life.getKey()), items);
                }
                done.addAll(life.getValue());
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                pass.progress().problem(e.explanation());
            }
        }
        return done;
    }
}
