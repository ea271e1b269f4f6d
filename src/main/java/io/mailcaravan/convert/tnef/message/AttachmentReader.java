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
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Makes an attachment out of its attributes and properties. */
final class AttachmentReader {

    private static final int BY_VALUE = 1;

    /** The ways to say where a file is, [MS-OXCMSG] 2.2.2.9: on a disk, in a share, in the web. */
    private static final Set<Integer> REFERENCES = Set.of(2, 3, 4, 7);

    private static final int EMBEDDED = 5;
    private static final int OLE = 6;

    /** Bytes; no web address is longer. */
    private static final int LONGEST_PLACE = 10_000;

    /** In front of an object, which interface it has; not part of the content. */
    private static final int INTERFACE_ID = 16;

    /** What Outlook puts as data beside an embedded message, for programs that know none. */
    private static final byte[] PLACEHOLDER =
            "This attachment is a MAPI 1.0 embedded message".getBytes(StandardCharsets.US_ASCII);

    private final MessageReader messages;
    private final PropertyReader properties;
    private final Charset oem;
    private final WarningList warnings;
    private final int depthLeft;

    AttachmentReader(
            MessageReader messages,
            PropertyReader properties,
            Charset oem,
            WarningList warnings,
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
        Optional<Bytes> content = data.filter(b -> !b.isEmpty()).or(() -> object).or(() -> data);
        Optional<String> place = place(mapi);
        if (place.isPresent()
                && (content.isEmpty() || (REFERENCES.contains(method) && !holds(content, place)))) {
            warnings.note("an attachment is only a reference to " + place.get());
            Bytes reference = Bytes.of(place.get().getBytes(StandardCharsets.UTF_8));
            return Optional.of(
                    attachment(Kind.REFERENCE, mapi, attributes, Optional.of(reference)));
        }
        Attachment file = attachment(Kind.FILE, mapi, attributes, content);
        return Optional.of(TnefStream.isTnef(file.content()) ? unwrapped(file) : file);
    }

    /**
     * Whether something is there besides the place itself, which some programs write as content.
     */
    private static boolean holds(Optional<Bytes> content, Optional<String> place) {
        return content.filter(b -> !b.isEmpty())
                .filter(
                        b ->
                                !b.start(LONGEST_PLACE)
                                        .text(StandardCharsets.UTF_8)
                                        .strip()
                                        .equals(place.orElse("").strip()))
                .isPresent();
    }

    private static Optional<String> place(Properties mapi) {
        return mapi.string(PropertyId.ATTACH_LONG_PATHNAME)
                .or(() -> mapi.string(PropertyId.ATTACH_PATHNAME));
    }

    /**
     * A winmail.dat that somebody got and sent on as a file is a message, as it would be for the
     * next program that converts. What is none after all stays a file.
     */
    private Attachment unwrapped(Attachment file) {
        WarningList inside = new WarningList();
        try {
            TnefMessage message =
                    depthLeft <= 0
                            ? null
                            : messages.with(inside).readEmbedded(file.content(), depthLeft);
            if (message == null || message.isEmpty()) {
                return file;
            }
            warnings.addAll(inside);
            return with(file, Kind.EMBEDDED_MESSAGE, message);
        } catch (DamagedException e) {
            return file;
        }
    }

    private static Optional<Bytes> object(Properties mapi) {
        Optional<Bytes> raw = mapi.raw(PropertyId.ATTACH_DATA);
        return mapi.isObject(PropertyId.ATTACH_DATA)
                ? raw.filter(b -> b.size() >= INTERFACE_ID).map(b -> b.from(INTERFACE_ID))
                : raw;
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
            return Optional.of(with(attachment, attachment.kind(), message));
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
                        .or(() -> isFile(kind) ? shown : title)
                        .or(() -> mapi.string(PropertyId.ATTACH_FILENAME))
                        .or(() -> title)
                        .or(() -> shown)
                        .or(() -> attributes.string(TnefTag.ATTACH_TRANSPORT_FILENAME));
        Optional<String> other =
                isFile(kind) ? title.or(() -> mapi.string(PropertyId.ATTACH_FILENAME)) : shown;
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

    private static boolean isFile(Kind kind) {
        return kind == Kind.FILE || kind == Kind.REFERENCE;
    }

    private static Attachment with(Attachment a, Kind kind, TnefMessage message) {
        return new Attachment(
                kind,
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
