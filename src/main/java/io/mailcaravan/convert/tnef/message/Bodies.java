package io.mailcaravan.convert.tnef.message;

import java.util.Optional;

/**
 * The forms in which a message carries its text.
 *
 * @param plain PidTagBody or attBody, never the preview 0x3FD9
 * @param plainSource the name of the property that had it
 */
public record Bodies(
        Optional<String> plain,
        String plainSource,
        Optional<HtmlBody> stored,
        Optional<RtfBody> rtf) {

    public boolean isEmpty() {
        return plain.isEmpty() && html().isEmpty() && text().isEmpty();
    }

    /** The HTML that the sender wrote, or what comes nearest. */
    public Optional<String> html() {
        return stored.map(HtmlBody::html).or(() -> rtf.flatMap(RtfBody::html));
    }

    /** The text, where one was written. */
    public Optional<String> text() {
        return plain.or(() -> rtf.flatMap(RtfBody::text));
    }

    /** The text, made from the HTML where none was written. */
    public Optional<String> readable() {
        return text().or(() -> html().map(HtmlText::text)).filter(text -> !text.isBlank());
    }
}
