package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.item.ItemFile;
import io.mailcaravan.convert.tnef.message.HtmlText;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;

/** The parts of a body. */
final class TextParts {

    /** It cannot be folded, and a line has at most 998 characters. */
    private static final int LONGEST_ID = 900;

    private TextParts() {}

    static Part plain(String text) {
        return new Part.Text(List.of("Content-Type: text/plain; charset=utf-8"), text);
    }

    static Part html(String html) {
        return new Part.Text(
                List.of("Content-Type: text/html; charset=utf-8"), HtmlText.inUtf8(html));
    }

    static Part rtf(Bytes rtf) {
        return new Part.Binary(List.of("Content-Type: application/rtf"), rtf);
    }

    static Part item(ItemFile file) {
        List<String> fields =
                file.alternative()
                        ? List.of("Content-Type: " + file.contentType() + "; charset=utf-8")
                        : List.of(
                                "Content-Type: " + file.contentType() + "; charset=utf-8",
                                Field.withParameter(
                                        "Content-Disposition",
                                        "attachment",
                                        "filename",
                                        file.name()));
        return new Part.Text(fields, file.text());
    }

    /** A part of multipart/report: 7-bit text, RFC 3464 section 2.1. */
    static Part report(ItemFile file) {
        return new Part.SevenBit(List.of("Content-Type: " + file.contentType()), file.text());
    }

    /** As it can stand between angle brackets. */
    static String contentId(String id) {
        String kept = id.replaceAll("[^\\x21-\\x7E]|[<>]", "");
        return kept.substring(0, Math.min(LONGEST_ID, kept.length()));
    }
}
