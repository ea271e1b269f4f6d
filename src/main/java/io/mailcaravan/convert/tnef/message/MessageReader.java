package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.mapi.PropertyReader;
import io.mailcaravan.convert.tnef.stream.AttributeGroup;
import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.TnefReader;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a message out of a stream, embedded messages included. */
public final class MessageReader {

    private final Budget budget;
    private final WarningList warnings;

    public MessageReader(Budget budget, WarningList warnings) {
        this.budget = budget;
        this.warnings = warnings;
    }

    /** One that shares the budget and has warnings of its own. */
    MessageReader with(WarningList others) {
        return new MessageReader(budget, others);
    }

    /**
     * Reads a stream.
     *
     * @throws DamagedException when nothing in it can be read, or it took too long
     */
    public TnefMessage read(Bytes stream) throws DamagedException {
        return read(stream, 0);
    }

    /** One level deeper than the message with {@code depthLeft} levels left. */
    TnefMessage readEmbedded(Bytes stream, int depthLeft) throws DamagedException {
        return read(stream, budget.limits().depth() - depthLeft + 1);
    }

    private TnefMessage read(Bytes stream, int depth) throws DamagedException {
        budget.time();
        TnefStream parts = new TnefReader(stream, budget, warnings).read();
        AttributeGroup message = parts.message();
        Charset oem = oem(message);
        PropertyReader reader = new PropertyReader(oem, warnings, budget);
        Properties properties =
                message.get(TnefTag.MAPI_PROPS).map(reader::read).orElseGet(Properties::none);
        List<Properties> rows =
                message.get(TnefTag.RECIP_TABLE).map(reader::readRows).orElseGet(List::of);
        Attributes attributes = new Attributes(message, oem);
        // before those of embedded messages, which share what bodies may cost
        Bodies bodies = new BodyReader(budget, warnings).read(properties, attributes);
        AttachmentReader attachmentReader =
                new AttachmentReader(this, reader, oem, warnings, budget.limits().depth() - depth);
        List<Attachment> attachments = new ArrayList<>();
        for (AttributeGroup attachment : parts.attachments()) {
            attachmentReader.read(attachment).ifPresent(attachments::add);
        }
        return new TnefMessage(
                new MessageClass(messageClass(properties, attributes)),
                HeaderFields.read(properties, attributes, rows),
                bodies,
                List.copyOf(attachments),
                properties);
    }

    private static String messageClass(Properties properties, Attributes attributes) {
        return properties
                .string(PropertyId.MESSAGE_CLASS)
                .or(() -> attributes.string(TnefTag.MESSAGE_CLASS))
                .or(() -> attributes.string(TnefTag.ORIGINAL_MESSAGE_CLASS))
                .orElse("");
    }

    private static Charset oem(AttributeGroup message) {
        Optional<Bytes> codePage = message.get(TnefTag.OEM_CODEPAGE).filter(b -> b.size() >= 4);
        return CodePages.oem(codePage.map(b -> b.i32(0)).orElse(1252));
    }
}
