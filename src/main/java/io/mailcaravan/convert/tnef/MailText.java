package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that Outlook puts in front of a TNEF part, for programs that cannot read it. */
record MailText(Entity part, String text) {

    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([\\w.:-]{1,40})");

    static MailText of(Entity part, Bytes content) {
        return new MailText(part, content.text(charset(part.header())));
    }

    static MailText in(Entity part, Bytes message) {
        return of(part, TransferDecoder.decode(part.bodyBytes(message), part.header().encoding()));
    }

    private static Charset charset(Header header) {
        Matcher name = CHARSET.matcher(header.get("Content-Type").orElse(""));
        try {
            return name.find() ? Charset.forName(name.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /**
     * Whether the message's own text is the better one: this one is empty, or it is the same with
     * question marks for the characters that its charset does not have.
     */
    boolean isWorseThan(Optional<String> own) {
        if (text.isBlank()) {
            return true;
        }
        String mine = text.replaceAll("\\s", "");
        String other = own.orElse("").replaceAll("\\s", "");
        if (mine.length() != other.length()) {
            return false;
        }
        boolean lost = false;
        for (int i = 0; i < mine.length(); i++) {
            if (mine.charAt(i) != other.charAt(i)) {
                if (mine.charAt(i) != '?') {
                    return false;
                }
                lost = true;
            }
        }
        return lost;
    }
}
