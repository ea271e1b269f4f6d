package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.stream.AttributeGroup;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/** The values of a message's attributes that are no MAPI properties, [MS-OXTNEF] 2.1.3.3. */
record Attributes(AttributeGroup group, Charset oem) {

    /** Bytes of a string that is no body. */
    private static final int LONGEST = 100_000;

    /** Others are somebody's joke, and cannot be written. */
    private static final int FIRST_YEAR = 1601;

    private static final int LAST_YEAR = 4500;

    /** Up to the NUL, and no longer than {@value #LONGEST}; empty counts as absent. */
    Optional<String> string(int tag) {
        return group.get(tag).map(b -> b.start(LONGEST)).flatMap(this::string);
    }

    /** A string of any length. */
    Optional<String> text(int tag) {
        return group.get(tag).flatMap(this::string);
    }

    private Optional<String> string(Bytes value) {
        return Optional.of(untilNul(value.text(oem))).filter(text -> !text.isEmpty());
    }

    private static String untilNul(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    OptionalInt integer(int tag) {
        Optional<Bytes> value = group.get(tag).filter(b -> b.size() >= 4);
        return value.isPresent() ? OptionalInt.of(value.get().i32(0)) : OptionalInt.empty();
    }

    /** A DTR structure, in UTC. */
    Optional<Instant> time(int tag) {
        return group.get(tag)
                .filter(b -> b.size() >= 12)
                .filter(b -> b.u16(0) >= FIRST_YEAR && b.u16(0) <= LAST_YEAR)
                .flatMap(Attributes::time);
    }

    private static Optional<Instant> time(Bytes b) {
        try {
            return Optional.of(
                    LocalDateTime.of(b.u16(0), b.u16(2), b.u16(4), b.u16(6), b.u16(8), b.u16(10))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty(); // all zero where there is none
        }
    }

    /** attFrom, a TRP structure: four lengths, the name, the address. */
    Optional<Mailbox> from() {
        return group.get(TnefTag.FROM).flatMap(this::triple).filter(m -> !m.isEmpty());
    }

    private Optional<Mailbox> triple(Bytes value) {
        try {
            Cursor in = new Cursor(value);
            in.skip(4);
            int nameSize = in.u16();
            int addressSize = in.u16();
            String name = untilNul(in.take(nameSize).text(oem));
            String address = untilNul(in.take(Math.min(addressSize, in.remaining())).text(oem));
            return Optional.of(new Mailbox(name, address));
        } catch (DamagedException e) {
            return Optional.empty(); // the MAPI properties say it again
        }
    }

    /** attOwner or attSentFor: the name and the address, each after its length. */
    Optional<Mailbox> owner(int tag) {
        return group.get(tag).flatMap(this::pair).filter(m -> !m.isEmpty());
    }

    private Optional<Mailbox> pair(Bytes value) {
        try {
            Cursor in = new Cursor(value);
            String name = untilNul(in.take(in.u16()).text(oem));
            return Optional.of(new Mailbox(name, untilNul(in.take(in.u16()).text(oem))));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }
}
