package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;

/** Messages for tests: the same call gives the same bytes. */
public final class Messages {

    /** INTERNALDATE of messages that do not care. */
    public static final Instant DATE = Instant.parse("2021-06-15T08:30:00Z");

    private static final String[] WORDS = {
        "invoice", "meeting", "Gr\u00f6\u00dfe", "quarterly", "report", "\u4f1a\u8b70", "regards"
    };

    private Messages() {}

    /** The header lines of a message, without the empty line that ends them. */
    public static String header(String subject) {
        return "Message-ID: <"
                + subject.replace(' ', '.')
                + "@test.example>\r\nDate: Tue, 15 Jun 2021 08:30:00 +0000\r\n"
                + "From: a@test.example\r\nTo: b@test.example\r\nSubject: "
                + subject
                + "\r\n";
    }

    /** A short message without flags. */
    public static Item plain(String subject) {
        return item(header(subject) + "\r\nbody of " + subject + "\r\n");
    }

    /**
     * One mail delivered to two addresses in one second, and the second of them with another body:
     * as long as each other, with one Message-ID and one date, and yet three messages.
     */
    public static Item[] unequalTwins(String subject) {
        return new Item[] {
            delivered("info@test.example", subject, "text"),
            delivered("shop@test.example", subject, "text"),
            delivered("shop@test.example", subject, "tent")
        };
    }

    private static Item delivered(String to, String subject, String body) {
        return item("Delivered-To: " + to + "\r\n" + header(subject) + "\r\n" + body + "\r\n");
    }

    /** Any text, written as ISO 8859-1, one byte a char. */
    public static Item item(String latin1) {
        return item(latin1.getBytes(StandardCharsets.ISO_8859_1), Flags.NONE, DATE);
    }

    public static Item item(byte[] bytes, Flags flags, Instant internalDate) {
        return new Item(
                new ItemHead(Uid.MIN, flags, internalDate, bytes.length), Content.of(bytes));
    }

    public static Item with(Item item, Flags flags) {
        ItemHead head = item.head();
        return new Item(
                new ItemHead(head.uid(), flags, head.internalDate(), head.size()), item.content());
    }

    public static Item with(Item item, Instant internalDate) {
        ItemHead head = item.head();
        return new Item(
                new ItemHead(head.uid(), head.flags(), internalDate, head.size()), item.content());
    }

    /** A message of about so many bytes, in lines of 76 characters. */
    public static Item large(String subject, int size) {
        StringBuilder text = new StringBuilder(size + 500);
        text.append(header(subject)).append("\r\n");
        Random random = new Random(subject.hashCode());
        while (text.length() < size) {
            for (int i = 0; i < 76; i++) {
                text.append((char) ('0' + random.nextInt(75)));
            }
            text.append("\r\n");
        }
        return item(text.toString());
    }

    /** Messages that differ in size, flags, date and words; the first is number 0. */
    public static Item[] varied(int count) {
        return IntStream.range(0, count).mapToObj(Messages::numbered).toArray(Item[]::new);
    }

    /** The message with this number out of an endless row. */
    public static Item numbered(int number) {
        Random random = new Random(number * 7919L);
        StringBuilder text = new StringBuilder(header("varied " + number));
        text.append("Content-Type: text/plain; charset=utf-8\r\n\r\n");
        for (int line = random.nextInt(60); line >= 0; line--) {
            for (int word = 0; word < 8; word++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            text.append("\r\n");
        }
        Flags flags =
                switch (number % 4) {
                    case 0 -> Flags.NONE;
                    case 1 -> Flags.of(SystemFlag.SEEN);
                    case 2 -> Flags.of(SystemFlag.SEEN, SystemFlag.ANSWERED);
                    default -> Flags.of(SystemFlag.FLAGGED);
                };
        return item(
                text.toString().getBytes(StandardCharsets.UTF_8),
                flags,
                DATE.plus(Duration.ofSeconds(number * 86_399L)));
    }
}
