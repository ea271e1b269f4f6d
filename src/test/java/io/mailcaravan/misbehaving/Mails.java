package io.mailcaravan.misbehaving;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Messages by chance, and twins of them: equal ones, and those that only look equal. */
final class Mails {
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Answered", "\\Draft"};
    private static final String[] KEYWORDS = {
        "$Forwarded", "NonJunk", "$label1", "Work/2019", "a:b"
    };

    private final Random random;
    private int number;

    Mails(Random random) {
        this.random = random;
    }

    /** Header in ASCII, short lines: nothing that would have to be repaired. */
    byte[] next() {
        number++;
        StringBuilder text = new StringBuilder();
        if (random.nextInt(6) > 0) {
            text.append("Message-ID: <").append(number).append(".").append(random.nextInt(1000));
            text.append("@acme.example>\r\n");
        }
        text.append("Delivered-To: info@acme.example\r\n");
        if (random.nextInt(8) > 0) {
            text.append("Date: Tue, 15 Jun 2021 08:30:")
                    .append(10 + number % 50)
                    .append(" +0000\r\n");
        }
        text.append("From: a@acme.example\r\nTo: b@acme.example\r\nSubject: number ");
        text.append(number).append("\r\n\r\n");
        int lines = random.nextInt(20) == 0 ? 1_500 : random.nextInt(30);
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < 60; i++) {
                text.append((char) ('0' + random.nextInt(75)));
            }
            text.append("\r\n");
        }
        text.append("the end of ").append(number).append("\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same Message-ID, date and length; other bytes in the header or in the body. */
    byte[] twin(byte[] of) {
        String text = new String(of, StandardCharsets.ISO_8859_1);
        String other =
                random.nextBoolean()
                        ? text.replaceFirst("info@", "shop@")
                        : text.replaceFirst("the end", "an  end");
        return other.getBytes(StandardCharsets.ISO_8859_1);
    }

    Instant date() {
        return Instant.parse("2021-06-15T08:30:00Z")
                .plus(Duration.ofSeconds(random.nextInt(100_000_000)));
    }

    Set<String> flags() {
        Set<String> flags = new TreeSet<>();
        while (random.nextInt(3) == 0) {
            flags.add(FLAGS[random.nextInt(FLAGS.length)]);
        }
        if (random.nextInt(5) == 0) {
            flags.add(KEYWORDS[random.nextInt(KEYWORDS.length)]);
        }
        return flags;
    }
}
