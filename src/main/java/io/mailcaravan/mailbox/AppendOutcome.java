package io.mailcaravan.mailbox;

import java.util.Optional;

/** What became of one item of an append. */
public sealed interface AppendOutcome {

    /**
     * The store has it.
     *
     * @param uid its UID there; empty where the store does not tell (no UIDPLUS)
     * @param dropped flags and keywords that the store cannot keep and that were left out
     * @param version that it has there; {@link Version#NONE} where the store tells none
     */
    record Appended(Optional<Uid> uid, Flags dropped, Version version) implements AppendOutcome {

        /** Where there are no versions. */
        public Appended(Optional<Uid> uid, Flags dropped) {
            this(uid, dropped, Version.NONE);
        }
    }

    /** The store has not got it and says why; the other items of the batch are not concerned. */
    record Refused(MailboxException reason) implements AppendOutcome {}
}
