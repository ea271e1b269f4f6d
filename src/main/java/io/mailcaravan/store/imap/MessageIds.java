package io.mailcaravan.store.imap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ByteArray;

/** The Message-ID in a fetched header field, unfolded. */
final class MessageIds {
    private MessageIds() {}

    static Optional<String> of(ByteArray header) {
        if (header == null) {
            return Optional.empty();
        }
        String text =
                new String(
                        header.getBytes(),
                        header.getStart(),
                        header.getCount(),
                        StandardCharsets.ISO_8859_1);
        // a message may have the field twice: the first one counts
        String field = text.split("\r?\n(?![ \t])", 2)[0];
        int colon = field.indexOf(':');
        String value = colon < 0 ? "" : field.substring(colon + 1).replaceAll("\r?\n", "").trim();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
