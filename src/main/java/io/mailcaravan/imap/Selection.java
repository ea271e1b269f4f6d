package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ChangeCursor;
import java.util.Optional;

/**
 * What the server told when a folder was selected, or asked for its STATUS; 0 is not told, for
 * {@link #messages} -1.
 */
final class Selection {
    long messages = Numbers.NONE;
    long uidValidity;
    long uidNext;
    long highestModSeq;
    PermanentFlags permanentFlags = PermanentFlags.ANY;

    /** The first thing told that cannot be, for people; null while there is none. */
    String nonsense;

    /** RFC 7162: whatever changes later has a higher MODSEQ. */
    Optional<ChangeCursor> cursor() {
        return highestModSeq > 0
                ? Optional.of(new ChangeCursor(Long.toString(highestModSeq)))
                : Optional.empty();
    }

    /** Whether the folder can be told from another one and its messages counted. */
    boolean isComplete() {
        return uidValidity > 0 && messages >= 0;
    }

    /** Takes in an untagged answer to SELECT or EXAMINE. */
    void add(ServerLine line) {
        if (line.keyEquals("EXISTS")) {
            exists(Integer.toString(line.getNumber()));
        } else if (line.getKey() != null && line.getKey().matches("\\d+")) {
            // a number that Angus cannot hold
            if (AsciiCase.equal(line.readAtom(), "EXISTS")) {
                exists(line.getKey());
            }
        } else if (line.isOK()) {
            String value = line.codeArguments();
            switch (line.code()) {
                case "UIDVALIDITY" -> uidValidity = told("UIDVALIDITY", value);
                case "UIDNEXT" -> uidNext = told("UIDNEXT", value);
                case "HIGHESTMODSEQ" -> highestModSeq = Math.max(0, Numbers.of(value));
                case "PERMANENTFLAGS" -> permanentFlags = PermanentFlags.parse(value);
                default -> {}
            }
        }
    }

    private void exists(String number) {
        messages = Numbers.of32(number);
        if (messages == Numbers.NONE) {
            nonsense(number + " EXISTS");
        }
    }

    /** Takes in what stands behind the name in an answer to STATUS. */
    void addStatus(ServerLine line) {
        if (!line.isNextNonSpace('(')) {
            return;
        }
        while (!line.isNextNonSpace(')')) {
            String name = line.readAtom();
            if (name == null || name.isEmpty()) {
                return;
            }
            String value = String.valueOf(line.readText());
            switch (AsciiCase.upper(name)) {
                case "MESSAGES" -> {
                    messages = Numbers.of32(value);
                    if (messages == Numbers.NONE) {
                        nonsense("MESSAGES " + value);
                    }
                }
                case "UIDNEXT" -> uidNext = told("UIDNEXT", value);
                case "UIDVALIDITY" -> uidValidity = told("UIDVALIDITY", value);
                case "HIGHESTMODSEQ" -> highestModSeq = Math.max(0, Numbers.of(value));
                default -> {}
            }
        }
    }

    /** A number of 32 bits; 0 for all else. */
    private long told(String name, String value) {
        long number = Numbers.of32(value);
        if (number <= 0) {
            nonsense(name + " " + value);
        }
        return Math.max(0, number);
    }

    private void nonsense(String what) {
        if (nonsense == null) {
            nonsense = what.length() > 100 ? what.substring(0, 100) + "..." : what;
        }
    }
}
