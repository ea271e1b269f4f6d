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
 */
record Place(Entity part, Entity parent, Entity message, Bytes stream, boolean alone) {

    /**
     * Stands in a part that was kept beside what was made of it, so that a message that takes the
     * step twice has its attachments once.
     */
    static final String CONVERTED = "X-Mail-Caravan-TNEF: converted";

    private static final String CONVERTED_NAME = CONVERTED.substring(0, CONVERTED.indexOf(':'));

    private static final Set<String> TNEF =
            Set.of("application/ms-tnef", "application/vnd.ms-tnef");

    /** As many as a message has in practice, and many more; the rest stays as it is. */
    private static final int MAX = 1000;

    static List<Place> in(Entity message, Bytes bytes) {
        List<Place> places = new ArrayList<>();
        walk(message, null, message, bytes, places);
        return places.stream().map(place -> place.among(places)).toList();
    }

    private boolean isSibling(Place other) {
        return parent != null && parent.isSame(other.parent);
    }

    private Place among(List<Place> places) {
        long siblings = places.stream().filter(this::isSibling).count();
        return new Place(part, parent, message, stream, siblings <= 1);
    }

    private static void walk(
            Entity entity, Entity parent, Entity message, Bytes bytes, List<Place> places) {
        boolean enclosed = entity.header().type().equals("message/rfc822");
        for (Entity child : entity.children()) {
            walk(child, enclosed ? null : entity, enclosed ? child : message, bytes, places);
        }
        if (entity.children().isEmpty() && places.size() < MAX) {
            stream(entity, bytes)
                    .ifPresent(
                            stream -> places.add(new Place(entity, parent, message, stream, true)));
        }
    }

    /** By type, and under the type for anything by the signature; a name proves nothing. */
    private static Optional<Bytes> stream(Entity entity, Bytes bytes) {
        if (entity.header().get(CONVERTED_NAME).isPresent()) {
            return Optional.empty();
        }
        String type = entity.header().type();
        Bytes body = entity.bodyBytes(bytes);
        String encoding = entity.header().encoding();
        if (type.equals("application/octet-stream")) {
            Bytes start =
                    TransferDecoder.decode(body.slice(0, Math.min(64, body.size())), encoding);
            if (!TnefStream.isTnef(start)) {
                return Optional.empty();
            }
        } else if (!TNEF.contains(type)) {
            return Optional.empty();
        }
        return Optional.of(TransferDecoder.decode(body, encoding));
    }

    /**
     * The text that Outlook puts in front of the TNEF part for other programs: the first part of a
     * mixed message, in which this is the only TNEF.
     */
    Optional<Entity> text() {
        if (parent == null || !parent.header().type().equals("multipart/mixed")) {
            return Optional.empty();
        }
        Entity first = parent.children().getFirst();
        boolean isText = first.header().type().equals("text/plain") && !first.header().isAttached();
        return isText && alone && !first.isSame(part) ? Optional.of(first) : Optional.empty();
    }

    /** What the conversion replaces as a whole, where nothing else is in it. */
    Optional<Entity> whole() {
        if (parent == null) {
            return Optional.of(part);
        }
        int own = text().isPresent() ? 2 : 1;
        return parent.header().type().equals("multipart/mixed") && parent.children().size() == own
                ? Optional.of(parent)
                : Optional.empty();
    }
}
