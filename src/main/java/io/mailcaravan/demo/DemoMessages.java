package io.mailcaravan.demo;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Sample messages; the same call gives the same bytes, flags and date in every run. */
final class DemoMessages {

    private static final Instant FIRST = Instant.parse("2016-02-29T23:59:58Z");

    private static final List<String> FLAGS =
            List.of(
                    "",
                    "\\Seen",
                    "\\Seen \\Answered",
                    "\\Seen \\Flagged",
                    "\\Seen $Forwarded",
                    "\\Flagged Projekt-X",
                    "\\Seen $Important $Work");

    private static final String[] SUBJECTS = {
        "Quarterly report",
        "=?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=",
        "=?UTF-8?B?5Lya6K2w44Gu44GK55+l44KJ44Gb?=",
        "Fotos da viagem",
        "Invoice 2024-118",
        "Re: lunch on Friday"
    };

    private static final String[] WORDS = {
        "the",
        "meeting",
        "moved",
        "to",
        "Friday",
        "please",
        "find",
        "Gr\u00f6\u00dfe",
        "attached",
        "\u4f1a\u8b70",
        "report",
        "regards",
        "amanh\u00e3",
        "invoice",
        "see",
        "you"
    };

    private DemoMessages() {}

    /**
     * A message of a folder.
     *
     * @param number which one, from 0
     * @param attachment bytes of its attachment; 0 for none
     */
    static Item message(String mailbox, String folder, int number, int attachment) {
        Random random = new Random((mailbox + '/' + folder).hashCode() * 31L + number);
        Instant date = FIRST.plus(Duration.ofSeconds(random.nextInt(300_000_000)));
        String boundary = "demo-" + Integer.toHexString(random.nextInt());
        int size = attachment > 0 || number % 5 != 4 ? attachment : 2_000 + random.nextInt(60_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size * 7 / 5 + 8_000);
        line(bytes, "Message-ID: <" + number + "." + hash(mailbox, folder) + "@old.example>");
        line(
                bytes,
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC)));
        line(bytes, "From: =?UTF-8?Q?J=C3=BCrgen?= <juergen@partner.example>");
        line(bytes, "To: <" + mailbox + ">");
        line(bytes, "Subject: " + SUBJECTS[random.nextInt(SUBJECTS.length)] + " (" + number + ")");
        line(bytes, "MIME-Version: 1.0");
        if (size == 0) {
            text(bytes, random);
        } else {
            line(bytes, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
            line(bytes, "");
            line(bytes, "--" + boundary);
            text(bytes, random);
            line(bytes, "--" + boundary);
            attachment(bytes, random, size);
            line(bytes, "--" + boundary + "--");
        }
        byte[] content = bytes.toByteArray();
        return new Item(
                new ItemHead(
                        Uid.MIN,
                        Flags.parse(FLAGS.get(random.nextInt(FLAGS.size()))),
                        date,
                        content.length),
                Content.of(content));
    }

    private static String hash(String mailbox, String folder) {
        return Integer.toHexString((mailbox + '/' + folder).hashCode());
    }

    private static void text(ByteArrayOutputStream to, Random random) {
        line(to, "Content-Type: text/plain; charset=utf-8");
        line(to, "Content-Transfer-Encoding: 8bit");
        line(to, "");
        for (int lines = 1 + random.nextInt(30); lines > 0; lines--) {
            StringBuilder line = new StringBuilder();
            for (int words = 0; words < 9; words++) {
                line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            line(to, line.toString().stripTrailing());
        }
    }

    /** Lines of 76 characters (RFC 2045, 6.8), from 57 bytes each. */
    private static void attachment(ByteArrayOutputStream to, Random random, int size) {
        line(to, "Content-Type: application/octet-stream; name=\"data.bin\"");
        line(to, "Content-Disposition: attachment; filename=\"data.bin\"");
        line(to, "Content-Transfer-Encoding: base64");
        line(to, "");
        byte[] row = new byte[57];
        for (int written = 0; written < size; written += 78) {
            random.nextBytes(row);
            to.writeBytes(Base64.getEncoder().encode(row));
            to.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    private static void line(ByteArrayOutputStream to, String line) {
        to.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
