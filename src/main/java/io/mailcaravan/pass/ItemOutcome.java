package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of an item that was handed on, on one leg. */
public sealed interface ItemOutcome {

    /**
     * The destination has it and the ledger says so.
     *
     * @param lacking further folders of the destination in which it should lie and does not, and
     *     why
     */
    record Copied(Arrival how, Map<FolderPath, String> lacking) implements ItemOutcome {

        /** It lies where it should. */
        public Copied(Arrival how) {
            this(how, Map.of());
        }
    }

    /** A rule left it out. */
    record Skipped(String reason) implements ItemOutcome {}

    /**
     * It could not be copied and will not be tried again by itself.
     *
     * @param deadLetter the file that keeps its bytes; empty where none was kept
     */
    record Failed(String reason, String deadLetter) implements ItemOutcome {}

    /**
     * Neither: the folder, mailbox or store is in the way. The item has no state and comes again
     * with the next pass.
     */
    record Stopped(MailboxException reason) implements ItemOutcome {}

    /** The same on all these legs. */
    static Map<Leg, ItemOutcome> everywhere(Collection<Leg> legs, ItemOutcome outcome) {
        Map<Leg, ItemOutcome> outcomes = new LinkedHashMap<>();
        legs.forEach(leg -> outcomes.put(leg, outcome));
        return outcomes;
    }
}
