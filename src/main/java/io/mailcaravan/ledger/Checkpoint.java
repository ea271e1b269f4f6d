package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Uid;
import java.util.Optional;

/**
 * How far a source folder was read, and how it stood then: a folder that still stands so has
 * nothing new.
 *
 * @param messages how many messages the folder held
 * @param cursor where its changes stood; empty where the store keeps no such thing
 * @param rules what decided which items are copied, as a short text: under other rules, skipped
 *     ones are looked at again
 */
public record Checkpoint(Uid uidNext, long messages, Optional<ChangeCursor> cursor, String rules) {

    public Checkpoint {
        rules = rules == null ? "" : rules;
    }

    /** Where no rules decide. */
    public Checkpoint(Uid uidNext, long messages, Optional<ChangeCursor> cursor) {
        this(uidNext, messages, cursor, "");
    }
}
