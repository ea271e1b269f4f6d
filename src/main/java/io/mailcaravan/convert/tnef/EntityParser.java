package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.mime.MimePart;
import io.mailcaravan.convert.mime.PartWalker;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the entities of a message by position, so that all that stays is copied as it is. */
final class EntityParser implements PartWalker.Listener {

    /** Bytes of all headers together; in memory they take the thirtyfold. */
    private static final int MAX_HEADERS = 2 << 20;

    private static final int MAX_ENTITIES = 20_000;

    private final Bytes message;
    private final Deque<Begun> begun = new ArrayDeque<>();
    private Entity root;
    private int headers;
    private int entities;

    /** An entity that has not ended. */
    private static final class Begun {
        private final MimePart part;
        private final List<Entity> children = new ArrayList<>();
        private long epilogue = Long.MAX_VALUE;

        Begun(MimePart part) {
            this.part = part;
        }

        Entity ended(long end) {
            return new Entity(
                    Header.of(part.fields()),
                    part.header(),
                    new Entity.Extent(
                            (int) Math.min(part.from(), end),
                            (int) Math.min(part.fieldsEnd(), end),
                            (int) Math.min(part.body(), end),
                            (int) Math.min(epilogue, end),
                            (int) end),
                    isClosed() ? List.of() : children);
        }

        /** A signature over it would break, and what is encrypted has nothing to be found. */
        private boolean isClosed() {
            String type = part.header().type();
            return type.equals("multipart/signed") || type.equals("multipart/encrypted");
        }
    }

    EntityParser(Bytes message) {
        this.message = message;
    }

    /**
     * Finds them all.
     *
     * @throws DamagedException where they are too many, or their headers too large, for any mail
     *     that somebody wrote
     */
    Entity parse() throws DamagedException {
        try {
            PartWalker.walk(message.open(), MAX_HEADERS, this);
            return root;
        } catch (DamagedException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedException(e.getMessage()); // one header is too large
        }
    }

    @Override
    public boolean readsBodies() {
        return false;
    }

    @Override
    public void header(MimePart part) throws DamagedException {
        headers += (int) (part.body() - part.from());
        entities++;
        if (headers > MAX_HEADERS || entities > MAX_ENTITIES) {
            throw new DamagedException(
                    "%d parts with %d bytes of headers so far".formatted(entities, headers));
        }
        begun.push(new Begun(part));
    }

    @Override
    public void epilogue(int number, long from) {
        begun.element().epilogue = from;
    }

    @Override
    public void end(long end) {
        Entity entity = begun.pop().ended(end);
        if (begun.isEmpty()) {
            root = entity;
        } else {
            begun.element().children.add(entity);
        }
    }
}
