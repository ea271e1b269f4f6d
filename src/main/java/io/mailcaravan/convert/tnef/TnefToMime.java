package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts the TNEF parts of a message. Whatever the bytes are, the answer is a message that is at
 * least as good as before: what cannot be converted stays byte for byte.
 *
 * <p>Safe for use by many threads. The content of attachments is not copied: memory holds the
 * decoded streams of the message and its texts.
 */
public final class TnefToMime {

    private static final String TOO_LARGE = "the converted message would be larger than allowed";

    private static final String NEITHER =
            "neither a TNEF stream nor a message: no signature, no header";

    /** How a stream begins that somebody saved without decoding it. */
    private static final byte[] BASE64_SIGNATURE = {'e', 'J', '8', '+', 'I'};

    private final TnefOptions options;

    public TnefToMime(TnefOptions options) {
        this.options = options;
    }

    /**
     * Whether a conversion may find something. Quick, as it is asked for every message: some
     * microseconds where the answer is no.
     */
    public static boolean mayHoldTnef(Bytes bytes) {
        return TnefStream.isTnef(bytes)
                || bytes.startsWith(BASE64_SIGNATURE)
                || QuickCheck.mayHoldTnef(bytes);
    }

    /** Converts a message, or a raw TNEF stream to a whole message made from its properties. */
    public Conversion convert(Bytes bytes) {
        try {
            return whatever(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            // nobody has thought of this input; a message that stays as it was is not lost
            ConvertedStream stream = ConvertedStream.unknown(bytes, "cannot be read: " + e);
            return new Conversion(bytes, List.of(stream), List.of());
        }
    }

    private Conversion whatever(Bytes bytes) {
        if (TnefStream.isTnef(bytes)) {
            return convertStream(bytes);
        }
        return bytes.startsWith(BASE64_SIGNATURE)
                ? convertStream(TransferDecoder.decode(bytes, "base64"))
                : convertMessage(bytes);
    }

    private Conversion convertStream(Bytes stream) {
        ConvertedStream converted = ConvertedStream.read(stream, options.limits());
        if (converted.outcome() == Outcome.REJECTED) {
            return new Conversion(stream, List.of(converted), List.of());
        }
        Header none = new Header(List.of());
        Entity entity = new Entity(none, 0, 0, stream.size(), List.of());
        Place place = new Place(entity, null, entity, stream, true);
        return conversion(stream, List.of(place), List.of(converted));
    }

    private Conversion convertMessage(Bytes message) {
        if (!Header.begins(message)) {
            return new Conversion(
                    message, List.of(ConvertedStream.unknown(message, NEITHER)), List.of());
        }
        if (!QuickCheck.mayHoldTnef(message)) {
            return new Conversion(message, List.of(), List.of());
        }
        List<Place> places = Place.in(new EntityParser(message).parse(), message);
        List<ConvertedStream> streams =
                places.stream()
                        .map(place -> ConvertedStream.read(place.stream(), options.limits()))
                        .toList();
        return conversion(message, places, streams);
    }

    private Conversion conversion(Bytes bytes, List<Place> places, List<ConvertedStream> streams) {
        List<Edit> edits = new ArrayList<>();
        List<ConvertedStream> results = new ArrayList<>();
        long left = options.limits().outputFor(bytes.size());
        for (int i = 0; i < places.size(); i++) {
            ConvertedStream stream = streams.get(i);
            if (stream.message().isPresent()) {
                Rewritten rewritten = rewrite(bytes, places.get(i), stream, left);
                left -= rewritten.size();
                rewritten.edits().forEach(edit -> add(edit, edits));
                stream = rewritten.stream();
            }
            results.add(stream);
        }
        return new Conversion(bytes, results, edits);
    }

    private record Rewritten(ConvertedStream stream, List<Edit> edits, long size) {}

    /**
     * Values that a library refuses to write reject the stream: a message that stays as it was is
     * better than one that is lost.
     */
    private Rewritten rewrite(Bytes bytes, Place place, ConvertedStream stream, long limit) {
        try {
            Rewriting rewriting = new Rewriting(bytes, place, stream, options);
            long size = rewriting.size();
            return size > limit
                    ? new Rewritten(stream.rejected(TOO_LARGE), List.of(), 0)
                    : new Rewritten(stream, rewriting.edits(), size);
        } catch (RuntimeException e) {
            String why = "what it says cannot be written: " + e;
            return new Rewritten(stream.rejected(why), List.of(), 0);
        }
    }

    /** Two TNEF parts of one message both fill its header; the first one is enough. */
    private static void add(Edit edit, List<Edit> edits) {
        boolean there =
                edits.stream()
                        .anyMatch(
                                other ->
                                        edit.from() == edit.to()
                                                && other.from() == edit.from()
                                                && other.to() == edit.to());
        if (!there) {
            edits.add(edit);
        }
    }
}
