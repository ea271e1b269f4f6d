package io.mailcaravan.convert.tnef.mapi;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The properties of a message, an attachment or a recipient. A property of another type than the
 * one asked for is as good as absent.
 */
public final class Properties {

    /** 1601-01-01 to 1970-01-01. */
    private static final long FILETIME_EPOCH_SECONDS = 11_644_473_600L;

    /** "None" in the times of tasks and appointments: 4501-01-01, [MS-OXOTASK] 2.2. */
    private static final Instant NEVER = Instant.parse("4501-01-01T00:00:00Z");

    /** Bytes of a string that is no body: a name, an address, a list of people. */
    private static final int LONGEST = 100_000;

    private final Map<Object, Property> byKey = new HashMap<>();
    private final Charset oem;

    Properties(List<Property> list, Charset oem) {
        this.oem = oem;
        for (Property property : list) {
            Object key = property.name() != null ? property.name() : property.id();
            // both forms of a string are there sometimes; Unicode loses nothing
            byKey.merge(key, property, (a, b) -> b.type() == PropertyType.STRING ? b : a);
        }
    }

    /** No properties. */
    public static Properties none() {
        return new Properties(List.of(), StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public boolean has(Object key) {
        return byKey.containsKey(key);
    }

    /**
     * A string up to its NUL, and no longer than {@value #LONGEST} bytes; empty strings count as
     * absent.
     *
     * @param key a number below 0x8000 or a {@link PropertyName}
     */
    public Optional<String> string(Object key) {
        return strings(key).stream().findFirst().filter(text -> !text.isEmpty());
    }

    /** All values of a property with several. */
    public List<String> strings(Object key) {
        Property property = byKey.get(key);
        if (property == null) {
            return List.of();
        }
        return switch (property.type()) {
            case PropertyType.STRING -> decode(property, StandardCharsets.UTF_16LE);
            case PropertyType.STRING8 -> decode(property, oem);
            default -> List.of();
        };
    }

    private static List<String> decode(Property property, Charset charset) {
        return property.values().stream().map(b -> decode(b.start(LONGEST), charset)).toList();
    }

    private static String decode(Bytes bytes, Charset charset) {
        return untilNul(bytes.text(charset));
    }

    /** A string of any length; see {@link #raw} for how many bytes it has. */
    public Optional<String> text(int id) {
        Charset charset = isUnicode(id) ? StandardCharsets.UTF_16LE : oem;
        return raw(id).filter(b -> isString(id))
                .map(b -> decode(b, charset))
                .filter(text -> !text.isEmpty());
    }

    private boolean isString(int id) {
        int type = byKey.get(id).type();
        return type == PropertyType.STRING || type == PropertyType.STRING8;
    }

    static String untilNul(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** A number of 16 or 32 bits. */
    public OptionalInt integer(Object key) {
        Optional<Bytes> value = fixed(key, PropertyType.INTEGER32);
        if (value.isPresent()) {
            return OptionalInt.of(value.get().i32(0));
        }
        return fixed(key, PropertyType.INTEGER16)
                .map(b -> OptionalInt.of(b.u16(0)))
                .orElse(OptionalInt.empty());
    }

    public Optional<Boolean> bool(Object key) {
        return fixed(key, PropertyType.BOOLEAN).map(b -> b.u16(0) != 0);
    }

    public Optional<Double> number(Object key) {
        return fixed(key, PropertyType.FLOATING64).map(b -> Double.longBitsToDouble(b.i64(0)));
    }

    /** A point in time; absent also where it says "none". */
    public Optional<Instant> time(Object key) {
        return fixed(key, PropertyType.TIME)
                .map(b -> b.i64(0))
                .filter(ticks -> ticks > 0)
                .map(
                        ticks ->
                                Instant.ofEpochSecond(
                                        ticks / 10_000_000 - FILETIME_EPOCH_SECONDS,
                                        ticks % 10_000_000 * 100))
                .filter(time -> time.isBefore(NEVER));
    }

    public Optional<Bytes> binary(Object key) {
        return binaries(key).stream().findFirst();
    }

    /** All values of a property with several. */
    public List<Bytes> binaries(Object key) {
        Property property = byKey.get(key);
        return property != null && property.type() == PropertyType.BINARY
                ? property.values()
                : List.of();
    }

    /** The bytes of a binary, an object (its interface id in front) or a string. */
    public Optional<Bytes> raw(int id) {
        Property property = byKey.get(id);
        return property == null ? Optional.empty() : property.values().stream().findFirst();
    }

    /** Whether the property is an object, so that 16 bytes of interface id are in front. */
    public boolean isObject(int id) {
        return byKey.containsKey(id) && byKey.get(id).type() == PropertyType.OBJECT;
    }

    /** Whether the property is a string in UTF-16. */
    public boolean isUnicode(int id) {
        return byKey.containsKey(id) && byKey.get(id).type() == PropertyType.STRING;
    }

    private Optional<Bytes> fixed(Object key, int type) {
        Property property = byKey.get(key);
        return property == null || property.type() != type
                ? Optional.empty()
                : property.values().stream().findFirst();
    }
}
