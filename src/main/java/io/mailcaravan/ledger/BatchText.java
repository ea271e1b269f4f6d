package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The items of a pending batch in one text, a line each: source UID, size, INTERNALDATE as seconds
 * since 1970, flags.
 */
final class BatchText {

    private BatchText() {}

    static String write(List<BatchItem> items) {
        StringBuilder text = new StringBuilder(items.size() * 32);
        for (BatchItem item : items) {
            String flags = FlagsText.write(item.head().flags());
            text.append(item.key().uid().value())
                    .append(' ')
                    .append(item.head().size())
                    .append(' ')
                    .append(item.head().internalDate().getEpochSecond())
                    .append(' ')
                    .append(flags == null ? "" : flags)
                    .append('\n');
        }
        return text.toString();
    }

    /** The heads as they were to be appended, with the source's UIDs. */
    static List<ItemHead> read(String text) {
        return text.lines().map(BatchText::line).toList();
    }

    /** The same without one of them. */
    static String without(String text, Uid uid) {
        return text.lines()
                .filter(line -> !line(line).uid().equals(uid))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    private static ItemHead line(String line) {
        String[] words = line.split(" ", 4);
        return new ItemHead(
                new Uid(Long.parseLong(words[0])),
                FlagsText.read(words[3]),
                Instant.ofEpochSecond(Long.parseLong(words[2])),
                Long.parseLong(words[1]));
    }
}
