package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.mapi.PropertyReader;
import io.mailcaravan.convert.tnef.message.Attachment.Kind;
import io.mailcaravan.convert.tnef.stream.AttributeGroup;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import io.mailcaravan.convert.tnef.stream.Warnings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes an attachment out of its attributes and properties. */
final class AttachmentReader {

    private static final int BY_VALUE = 1;
    private static final int EMBEDDED = 5;
    private static final int OLE = 6;

    /** In front of an object, which interface it has; not part of the content. */
    private static final int INTERFACE_ID = 16;

    /** What Outlook puts as data beside an embedded message, for programs that know none. */
    private static final byte[] PLACEHOLDER =
            "This attachment is a MAPI 1.0 embedded message".getBytes(StandardCharsets.US_ASCII);

    private final MessageReader messages;
    private final PropertyReader properties;
    private final Charset oem;
    private final Warnings warnings;
    private final int depthLeft;

    AttachmentReader(
            MessageReader messages,
            PropertyReader properties,
            Charset oem,
            Warnings warnings,
            int depthLeft) {
        this.messages = messages;
        this.properties = properties;
        this.oem = oem;
        this.warnings = warnings;
        this.depthLeft = depthLeft;
    }

    /** Empty where nothing is there to be delivered; the warnings say so. */
    Optional<Attachment> read(AttributeGroup group) {
        Properties mapi =
                group.get(TnefTag.ATTACHMENT).map(properties::read).orElseGet(Properties::none);
        Attributes attributes = new Attributes(group, oem);
        Optional<Bytes> data = group.get(TnefTag.ATTACH_DATA);
        Optional<Bytes> object = object(mapi);
        int method = mapi.integer(PropertyId.ATTACH_METHOD).orElse(BY_VALUE);
        Optional<Bytes> stream = object.filter(TnefStream::isTnef);
        if (method == EMBEDDED
                || (stream.isPresent() && mapi.isObject(PropertyId.ATTACH_DATA))
                || (data.isPresent() && data.get().startsWith(PLACEHOLDER))) {
            return embedded(mapi, attributes, stream.or(() -> data.filter(TnefStream::isTnef)));
        }
        if (method == OLE) {
            return Optional.of(
                    attachment(Kind.OLE_OBJECT, mapi, attributes, object.or(() -> data)));
        }
        return Optional.of(attachment(Kind.FILE, mapi, attributes, content(data, object, mapi)));
    }

    private static Optional<Bytes> object(Properties mapi) {
        Optional<Bytes> raw = mapi.raw(PropertyId.ATTACH_DATA);
        return mapi.isObject(PropertyId.ATTACH_DATA)
                ? raw.filter(b -> b.size() >= INTERFACE_ID).map(b -> b.from(INTERFACE_ID))
                : raw;
    }

    /** By reference there is no content: a reader gets the place where the sender had it. */
    private Optional<Bytes> content(Optional<Bytes> data, Optional<Bytes> object, Properties mapi) {
        Optional<Bytes> content = data.filter(b -> !b.isEmpty()).or(() -> object).or(() -> data);
        if (content.isPresent()) {
            return content;
        }
        Optional<String> place =
                mapi.string(PropertyId.ATTACH_LONG_PATHNAME)
                        .or(() -> mapi.string(PropertyId.ATTACH_PATHNAME));
        place.ifPresent(p -> warnings.note("an attachment is only a reference to " + p));
        return place.map(p -> Bytes.of((p + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<Attachment> embedded(
            Properties mapi, Attributes attributes, Optional<Bytes> stream) {
        if (stream.isEmpty()) {
            warnings.loss("an embedded message without its content");
            return Optional.empty();
        }
        Attachment attachment = attachment(Kind.EMBEDDED_MESSAGE, mapi, attributes, stream);
        if (depthLeft <= 0) {
            warnings.loss("messages embedded too deep stay TNEF streams");
            return Optional.of(attachment);
        }
        try {
            TnefMessage message = messages.readEmbedded(stream.get(), depthLeft);
            return Optional.of(with(attachment, message));
        } catch (DamagedException e) {
            warnings.loss("an embedded message: " + e.getMessage());
            return Optional.of(attachment);
        }
    }

    private Attachment attachment(
            Kind kind, Properties mapi, Attributes attributes, Optional<Bytes> content) {
        if (content.isEmpty()) {
            warnings.loss("an attachment without content");
        }
        Optional<String> title = attributes.string(TnefTag.ATTACH_TITLE);
        Optional<String> shown = mapi.string(PropertyId.DISPLAY_NAME);
        Optional<String> name =
                mapi.string(PropertyId.ATTACH_LONG_FILENAME)
                        .or(() -> kind == Kind.FILE ? shown : title)
                        .or(() -> mapi.string(PropertyId.ATTACH_FILENAME))
                        .or(() -> title)
                        .or(() -> shown)
                        .or(() -> attributes.string(TnefTag.ATTACH_TRANSPORT_FILENAME));
        Optional<String> other =
                kind == Kind.FILE ? title.or(() -> mapi.string(PropertyId.ATTACH_FILENAME)) : shown;
        return new Attachment(
                kind,
                name,
                other.filter(text -> !text.equals(name.orElse(""))),
                mapi.string(PropertyId.ATTACH_MIME_TAG),
                mapi.string(PropertyId.ATTACH_CONTENT_ID),
                mapi.string(PropertyId.ATTACH_CONTENT_LOCATION),
                mapi.bool(PropertyId.ATTACHMENT_HIDDEN).orElse(false),
                content.orElse(Bytes.EMPTY),
                Optional.empty());
    }

    private static Attachment with(Attachment a, TnefMessage message) {
        return new Attachment(
                a.kind(),
                a.name(),
                a.otherName(),
                a.mimeType(),
                a.contentId(),
                a.contentLocation(),
                a.hidden(),
                a.content(),
                Optional.of(message));
    }
}
