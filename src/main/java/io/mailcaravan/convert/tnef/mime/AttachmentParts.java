package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.Attachment.Kind;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The parts of what is attached. */
final class AttachmentParts {

    private AttachmentParts() {}

    static Part file(Attachment attachment, int number, boolean joined) {
        String name = name(attachment, number);
        if (attachment.kind() == Kind.REFERENCE) {
            return reference(attachment, name);
        }
        String type = type(attachment, name);
        List<String> fields = new ArrayList<>();
        fields.add(Field.withParameter("Content-Type", type, "name", name));
        fields.add(
                Field.withParameter(
                        "Content-Disposition", joined ? "inline" : "attachment", "filename", name));
        attachment
                .contentId()
                .map(TextParts::contentId)
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> fields.add("Content-ID: <" + id + ">"));
        attachment
                .contentLocation()
                .ifPresent(place -> fields.add(Field.token("Content-Location", place)));
        attachment
                .name()
                .filter(original -> !original.equals(name))
                .ifPresent(original -> fields.add(Field.text("Content-Description", original)));
        return new Part.Binary(fields, attachment.content());
    }

    /** A text with the link, for under the name and type of a document nothing could open it. */
    private static Part reference(Attachment attachment, String name) {
        String shown = attachment.name().map(Field::clean).orElse(name);
        return new Part.Text(
                List.of(
                        Field.withParameter(
                                "Content-Type", "text/plain; charset=utf-8", "name", name + ".txt"),
                        Field.withParameter(
                                "Content-Disposition", "attachment", "filename", name + ".txt")),
                shown + "\r\n" + attachment.content().text(StandardCharsets.UTF_8) + "\r\n");
    }

    private static String type(Attachment attachment, String name) {
        return switch (attachment.kind()) {
            case FILE, REFERENCE -> MediaType.of(attachment.mimeType(), name, attachment.content());
            case OLE_OBJECT -> MediaType.of(attachment.mimeType(), "", attachment.content());
            case EMBEDDED_MESSAGE -> "application/ms-tnef"; // one that could not be read
        };
    }

    private static String name(Attachment attachment, int number) {
        String otherwise =
                attachment.kind() == Kind.EMBEDDED_MESSAGE ? "winmail.dat" : "attachment-" + number;
        return attachment.name().map(n -> SafeName.of(n, otherwise)).orElse(otherwise);
    }

    static List<String> messageFields(Attachment attachment, TnefMessage message, int number) {
        String title =
                message.header().subject().or(attachment::otherName).orElse("message-" + number);
        return List.of(
                "Content-Type: message/rfc822",
                Field.withParameter(
                        "Content-Disposition",
                        "attachment",
                        "filename",
                        SafeName.of(title.replace('/', '_').replace('\\', '_'), "message-" + number)
                                + ".eml"));
    }
}
