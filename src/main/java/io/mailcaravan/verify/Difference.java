package io.mailcaravan.verify;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.session.MessageNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that is not at the destination as it is at the source.
 *
 * @param leg to the end where it is not so; empty where it is about the source, or all ends
 * @param folder at the source
 * @param uid at the source; empty when it is about the folder
 * @param messageId empty where there is none, or the source does not tell
 * @param expected what the destination should have; may be empty
 * @param found what it has instead, or why
 */
public record Difference(
        Kind kind,
        Optional<Leg> leg,
        FolderPath folder,
        Optional<Uid> uid,
        Optional<String> messageId,
        String expected,
        String found) {

    /** What differs. */
    public enum Kind {
        /** The destination has no such folder. */
        FOLDER_MISSING("folder missing"),
        /** The source announces more messages than it lists, so nobody can name them. */
        NOT_LISTED("announced, but not listed"),
        /** The ledger says copied, but the destination has not got it. */
        MISSING("missing at the destination"),
        /** No pass has copied it so far. */
        NOT_COPIED("not copied yet"),
        /** It could not be copied. */
        FAILED("failed"),
        INTERNAL_DATE("other INTERNALDATE"),
        FLAGS("other flags"),
        /** It lies in other further folders. */
        PLACES("in other folders"),
        SIZE("other size"),
        CONTENT("other content"),
        /** One of both ends does not tell what would have to be compared. */
        NOT_COMPARED("could not be compared"),
        /** Was refused as it is and repaired, so it is meant to be different: no fault. */
        REPAIRED("repaired"),
        /**
         * Its owner has changed or deleted it at the destination, and the route lets it be: no
         * fault.
         */
        KEPT("kept as its owner has made it"),
        /**
         * The destination has made one of it and an equal item, whose flags it may have: no fault.
         */
        MERGED("one with an equal item"),
        /** A step of the route changed it, so it is meant to be different: no fault. */
        CONVERTED("converted");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Whether it should not be so. */
        public boolean isFault() {
            return this != REPAIRED && this != CONVERTED && this != KEPT && this != MERGED;
        }

        /** For people. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The same differences with the Message-IDs that can be found. */
    static List<Difference> named(List<Difference> differences, MessageNames names)
            throws MailboxException {
        Set<Uid> uids = new HashSet<>();
        differences.forEach(difference -> difference.uid().ifPresent(uids::add));
        Map<Uid, Fingerprint> known = names.of(uids);
        return differences.stream().map(difference -> difference.named(known)).toList();
    }

    private Difference named(Map<Uid, Fingerprint> known) {
        Optional<String> name = uid.map(known::get).flatMap(Fingerprint::identity);
        return new Difference(kind, leg, folder, uid, name, expected, found);
    }

    /** Whether both ends are not as they should be. */
    public boolean isFault() {
        return kind.isFault();
    }
}
