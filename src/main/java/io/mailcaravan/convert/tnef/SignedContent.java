package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.mime.Part;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** S/MIME in TNEF, [MS-OXOSMIME] 2.1: the only attachment is what was signed or encrypted. */
final class SignedContent {

    private static final Pattern OPAQUE =
            Pattern.compile("(?i)application/(x-)?pkcs7-mime(;[\\x20-\\x7E]{1,200})?");

    private SignedContent() {}

    /**
     * The entity that becomes the message's content, unchanged, so that the signature stays valid.
     */
    static Optional<Part> of(TnefMessage message) {
        if (!message.messageClass().is("IPM.Note.SMIME") || message.attachments().size() != 1) {
            return Optional.empty();
        }
        Bytes content = message.attachments().getFirst().content();
        if (message.messageClass().is("IPM.Note.SMIME.MultipartSigned")) {
            return isMultipart(content)
                    ? Optional.of(new Part.Verbatim(content))
                    : Optional.empty();
        }
        return Optional.of(
                new Part.Binary(
                        List.of(
                                "Content-Type: " + type(message.attachments().getFirst()),
                                "Content-Disposition: attachment; filename=\"smime.p7m\""),
                        content));
    }

    private static boolean isMultipart(Bytes content) {
        try {
            return new EntityParser(content).parse().type().startsWith("multipart/");
        } catch (DamagedException e) {
            return false; // a file like any other
        }
    }

    /** What the sender said, with its parameters: enveloped-data or signed-data. */
    private static String type(Attachment attachment) {
        return attachment
                .mimeType()
                .filter(type -> OPAQUE.matcher(type).matches())
                .map(type -> type.replaceAll(";\\s*", ";\r\n\t"))
                .orElse("application/pkcs7-mime; name=\"smime.p7m\"");
    }
}
