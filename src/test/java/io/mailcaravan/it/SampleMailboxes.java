package io.mailcaravan.it;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Oddity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mail as people have it: odd folder names, keywords, dates over years, twins, broken messages. */
final class SampleMailboxes {
    /**
     * Names in other scripts, with what modified UTF-7 escapes (RFC 3501, 5.1.3), and with spaces.
     */
    static final List<FolderPath> FOLDERS =
            List.of(
                    FolderPath.INBOX,
                    FolderPath.of("Entw\u00fcrfe & Pl\u00e4ne"),
                    FolderPath.of("\u53d7\u4fe1\u7bb1"),
                    FolderPath.of("Projects"),
                    FolderPath.of("Projects", "R&D"),
                    FolderPath.of("Projects", "R&D", "\u00c4 \u00f6 \u00fc"),
                    FolderPath.of("\ud83d\udce6 Archive 2019"));

    private SampleMailboxes() {}

    /** Fills it with so many messages and some oddities. */
    static void fill(TestServer server, String mailbox, int messages) throws MailboxException {
        int each = messages / FOLDERS.size();
        int first = 0;
        for (FolderPath folder : FOLDERS) {
            int count = folder.isInbox() ? messages - each * (FOLDERS.size() - 1) : each;
            int begin = first;
            server.fill(
                    mailbox,
                    folder,
                    Stream.concat(
                                    IntStream.range(begin, begin + count)
                                            .mapToObj(SampleMailboxes::item),
                                    oddities(folder).stream())
                            .toArray(Item[]::new));
            first += count;
        }
    }

    private static Item item(int number) {
        Item item = Messages.numbered(number);
        return number % 5 == 0
                ? Messages.with(
                        item, Flags.parse("\\Seen \\Draft $Forwarded Projekt-" + number % 3))
                : item;
    }

    /**
     * Broken messages, one that is there three times and once more with another date, and pairs
     * that differ in a few bytes of header or body.
     */
    private static List<Item> oddities(FolderPath folder) {
        List<Item> items = new ArrayList<>();
        if (folder.isInbox()) {
            for (Oddity oddity : Oddity.values()) {
                if (oddity != Oddity.NUL_BYTE) {
                    items.add(Messages.item(oddity.bytes(), Flags.NONE, Messages.DATE));
                }
            }
        }
        Item twin = Messages.plain("twin");
        items.addAll(List.of(twin, twin, twin));
        items.add(Messages.with(twin, Messages.DATE.plusSeconds(1)));
        for (int i = 0; i < 3; i++) {
            items.addAll(List.of(Messages.unequalTwins("pair " + i)));
        }
        return items;
    }
}
