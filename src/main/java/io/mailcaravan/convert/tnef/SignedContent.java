package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.mime.Part;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;
import java.util.Optional;

/** S/MIME in TNEF, [MS-OXOSMIME] 2.1: the only attachment is what was signed or encrypted. */
final class SignedContent {

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
            boolean isEntity =
                    new EntityParser(content).parse().header().type().startsWith("multipart/");
            return isEntity ? Optional.of(new Part.Verbatim(content)) : Optional.empty();
        }
        return Optional.of(
                new Part.Binary(
                        List.of(
                                "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"",
                                "Content-Disposition: attachment; filename=\"smime.p7m\""),
                        content));
    }
}
