package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.ModSeq;
import java.util.Locale;
import java.util.Optional;

/** What the server told when a folder was selected, or asked for its STATUS; 0 is not told. */
final class Selection {
    long messages;
    long uidValidity;
    long uidNext;
    long highestModSeq;
    PermanentFlags permanentFlags = PermanentFlags.ANY;

    Optional<ModSeq> modSeq() {
        return highestModSeq > 0 ? Optional.of(new ModSeq(highestModSeq)) : Optional.empty();
    }

    /** Takes in an untagged answer to SELECT or EXAMINE. */
    void add(ServerLine line) {
        if (line.keyEquals("EXISTS")) {
            messages = line.getNumber();
        } else if (line.isOK()) {
            switch (line.code()) {
                case "UIDVALIDITY" -> uidValidity = number(line.codeArguments());
                case "UIDNEXT" -> uidNext = number(line.codeArguments());
                case "HIGHESTMODSEQ" -> highestModSeq = number(line.codeArguments());
                case "PERMANENTFLAGS" ->
                        permanentFlags = PermanentFlags.parse(line.codeArguments());
                default -> {}
            }
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
            long value = line.readLong();
            switch (name.toUpperCase(Locale.ROOT)) {
                case "MESSAGES" -> messages = value;
                case "UIDNEXT" -> uidNext = value;
                case "UIDVALIDITY" -> uidValidity = value;
                case "HIGHESTMODSEQ" -> highestModSeq = value;
                default -> {}
            }
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
