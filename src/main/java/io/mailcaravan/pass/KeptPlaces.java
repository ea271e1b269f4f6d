package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.MailboxException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Where items lie in their further folders, too. A part of the rules that a checkpoint notes: where
 * a source begins to tell them, or a destination to keep them, no change tells of what was copied
 * before, so that all of it is looked at. Safe for many threads.
 */
final class KeptPlaces {

    /** No other rule has it. */
    static final String SEPARATOR = "\n";

    private final MailboxMove move;
    private final Map<Leg, Boolean> kept = new ConcurrentHashMap<>();
    private volatile boolean told;

    KeptPlaces(MailboxMove move) {
        this.move = move;
    }

    /**
     * @param tells whether the source tells in which further folders items lie
     */
    void source(boolean tells) {
        told = tells;
    }

    /**
     * These rules for a folder on those legs. A leg of which nobody knows, as a step has named it
     * only now, counts as one that does not keep them: the next pass looks once more.
     */
    String with(String rules, Collection<LedgerFolder> legs) throws MailboxException {
        String base = without(rules);
        if (!told) {
            return base; // of all mail whose source has no such thing
        }
        for (LedgerFolder folder : legs) {
            ask(folder.leg());
        }
        return base
                + SEPARATOR
                + legs.stream()
                        .map(LedgerFolder::leg)
                        .filter(leg -> !leg.equals(Leg.OTHER) && !kept.getOrDefault(leg, false))
                        .map(Leg::toString)
                        .sorted()
                        .collect(Collectors.joining(SEPARATOR));
    }

    private void ask(Leg leg) throws MailboxException {
        Optional<Destination> destination =
                move.ends().all().stream().filter(one -> one.leg().equals(leg)).findFirst();
        if (destination.isPresent() && !kept.containsKey(leg)) {
            kept.put(leg, destination.get().keepsPlaces());
        }
    }

    /** The rules that decide which items are copied. */
    static String without(String rules) {
        int end = rules.indexOf(SEPARATOR);
        return end < 0 ? rules : rules.substring(0, end);
    }
}
