package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text that Outlook puts in front of a TNEF part, for programs that cannot read it. */
record MailText(Entity part, String text) {

    static MailText of(Entity part, Bytes content) {
        return new MailText(part, content.text(charset(part.header())));
    }

    static MailText in(Entity part, Bytes message) {
        return of(part, TransferDecoder.decode(part.bodyBytes(message), part.header().encoding()));
    }

    private static Charset charset(Header header) {
        try {
            return header.parameter("charset").map(Charset::forName).orElse(StandardCharsets.UTF_8);
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
