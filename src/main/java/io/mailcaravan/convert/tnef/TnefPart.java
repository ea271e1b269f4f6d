package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A TNEF part and what is around it.
 *
 * @param parent null where the part is a message's whole content
 * @param message the message whose header is about it
 * @param stream decoded
 * @param alone whether its parent holds no other
 * @param besides the rest of a text in which the stream stands uuencoded
 */
record TnefPart(
        Entity part,
        Entity parent,
        Entity message,
        Bytes stream,
        boolean alone,
        Optional<String> besides) {

    /**
     * Stands in a part that was kept beside what was made of it, so that a message that takes the
     * step twice has its attachments once.
     */
    static final String CONVERTED = "X-Mail-Caravan-TNEF: converted";

    private static final String CONVERTED_NAME = CONVERTED.substring(0, CONVERTED.indexOf(':'));

    /** The registered one, and those that programs made up. */
    private static final Set<String> TNEF =
            Set.of(
                    "application/ms-tnef",
                    "application/vnd.ms-tnef",
                    "application/x-ms-tnef",
                    "application/tnef",
                    "application/x-tnef");

    /** As many as a message has in practice, and many more; the rest stays as it is. */
    private static final int MAX = 1000;

    /** Bytes that show what a content is, in any transfer encoding. */
    private static final int START = 400;

    static List<TnefPart> in(Entity message, Bytes bytes) {
        List<TnefPart> found = new ArrayList<>();
        walk(message, null, message, bytes, found);
        return found.stream().map(part -> part.among(found)).toList();
    }

    private boolean isSibling(TnefPart other) {
        return parent != null && parent.isSame(other.parent);
    }

    private TnefPart among(List<TnefPart> found) {
        long siblings = found.stream().filter(this::isSibling).count();
        return new TnefPart(part, parent, message, stream, siblings <= 1, besides);
    }

    private static void walk(
            Entity entity, Entity parent, Entity message, Bytes bytes, List<TnefPart> found) {
        boolean enclosed = entity.type().equals("message/rfc822");
        for (Entity child : entity.children()) {
            walk(child, enclosed ? null : entity, enclosed ? child : message, bytes, found);
        }
        if (entity.children().isEmpty()
                && found.size() < MAX
                && entity.header().get(CONVERTED_NAME).isEmpty()) {
            tnefPart(entity, parent, message, bytes).ifPresent(found::add);
        }
    }

    private static Optional<TnefPart> tnefPart(
            Entity entity, Entity parent, Entity message, Bytes bytes) {
        if (entity.type().equals("text/plain")) {
            return uuencoded(entity, parent, message, bytes);
        }
        return stream(entity, bytes)
                .map(
                        stream ->
                                new TnefPart(
                                        entity, parent, message, stream, true, Optional.empty()));
    }

    /** By type, and under the type for anything by the signature; a name proves nothing. */
    private static Optional<Bytes> stream(Entity entity, Bytes bytes) {
        Bytes body = entity.bodyBytes(bytes);
        String encoding = entity.header().encoding();
        if (entity.type().equals("application/octet-stream")) {
            Bytes start = TransferDecoder.decode(body.start(START), encoding);
            if (!TnefStream.isTnef(start) && !Uuencoded.begins(start)) {
                return Optional.empty();
            }
            return Optional.of(unwrapped(TransferDecoder.decode(body, encoding)))
                    .filter(TnefStream::isTnef);
        }
        return TNEF.contains(entity.type())
                ? Optional.of(unwrapped(TransferDecoder.decode(body, encoding)))
                : Optional.empty();
    }

    /** Some gateways uuencode a part and say nothing of it. */
    private static Bytes unwrapped(Bytes content) {
        return TnefStream.isTnef(content) || !Uuencoded.begins(content)
                ? content
                : Uuencoded.in(content).map(Uuencoded::content).orElse(content);
    }

    private static Optional<TnefPart> uuencoded(
            Entity entity, Entity parent, Entity message, Bytes bytes) {
        Bytes body = TransferDecoder.decode(entity.bodyBytes(bytes), entity.header().encoding());
        for (Optional<Uuencoded> file = Uuencoded.in(body);
                file.isPresent();
                file = Uuencoded.in(body, file.get().to())) {
            if (TnefStream.isTnef(file.get().content())) {
                MailText text = MailText.of(entity, without(body, file.get()));
                return Optional.of(
                        new TnefPart(
                                entity,
                                parent,
                                message,
                                file.get().content(),
                                true,
                                Optional.of(text.text())));
            }
        }
        return Optional.empty();
    }

    private static Bytes without(Bytes body, Uuencoded file) {
        byte[] rest = new byte[file.from() + body.size() - file.to()];
        body.copy(0, rest, file.from());
        byte[] after = body.from(file.to()).copy();
        System.arraycopy(after, 0, rest, file.from(), after.length);
        return Bytes.of(rest);
    }

    /**
     * The text that Outlook puts in front of the TNEF part for other programs: the first part of a
     * mixed message, in which this is the only TNEF.
     */
    Optional<Entity> text() {
        if (parent == null || besides.isPresent() || !parent.type().equals("multipart/mixed")) {
            return Optional.empty();
        }
        Entity first = parent.children().getFirst();
        boolean isText = first.type().equals("text/plain") && !first.header().isAttached();
        return isText && alone && !first.isSame(part) ? Optional.of(first) : Optional.empty();
    }

    /** What the conversion replaces as a whole, where nothing else is in it. */
    Optional<Entity> whole() {
        if (parent == null || besides.isPresent()) {
            return Optional.of(part);
        }
        int own = text().isPresent() ? 2 : 1;
        return parent.type().equals("multipart/mixed") && parent.children().size() == own
                ? Optional.of(parent)
                : Optional.empty();
    }
}
