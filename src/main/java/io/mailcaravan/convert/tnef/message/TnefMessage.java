package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.Properties;
import java.util.List;

/**
 * A message, an appointment, a contact or a report, as a stream holds it.
 *
 * @param properties all of the message's, for what its kind needs
 */
public record TnefMessage(
        MessageClass messageClass,
        MessageHeader header,
        Bodies bodies,
        List<Attachment> attachments,
        Properties properties) {

    /** Whether there is nothing that could be shown to anybody. */
    public boolean isEmpty() {
        return bodies.isEmpty()
                && bodies.rtf().isEmpty() // one that says nothing was read all the same
                && attachments.isEmpty()
                && (messageClass.name().isEmpty() || messageClass.is("IPM.Note"));
    }
}
