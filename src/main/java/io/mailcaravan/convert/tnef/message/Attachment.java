package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.Optional;

/**
 * Something attached.
 *
 * @param name as the sender's program wrote it: not safe as a file's name
 * @param otherName a file's short name, or what Outlook shows for something else
 * @param mimeType as the sender said; not checked
 * @param content of an embedded message its TNEF stream
 * @param hidden not shown in Outlook's list, as an inline image is
 * @param message an embedded message, where it could be read
 */
public record Attachment(
        Kind kind,
        Optional<String> name,
        Optional<String> otherName,
        Optional<String> mimeType,
        Optional<String> contentId,
        Optional<String> contentLocation,
        boolean hidden,
        Bytes content,
        Optional<TnefMessage> message) {

    /** What the content is. */
    public enum Kind {
        FILE("file"),
        /** Only a place where the sender had it: the content is its path or address. */
        REFERENCE("reference"),
        OLE_OBJECT("ole-object"),
        EMBEDDED_MESSAGE("embedded-message");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The word in reports. */
        public String text() {
            return text;
        }
    }
}
