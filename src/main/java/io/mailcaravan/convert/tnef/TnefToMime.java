package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts the TNEF parts of a message. Whatever the bytes are, the answer is a message that is at
 * least as good as before: what cannot be converted stays byte for byte.
 *
 * <p>Safe for use by many threads. The content of attachments is not copied: memory holds the
 * decoded streams of the message and its texts.
 */
public final class TnefToMime {

    private static final String TOO_LARGE = "the converted message would be larger than allowed";

    private final TnefOptions options;

    public TnefToMime(TnefOptions options) {
        this.options = options;
    }

    /** Converts a message, or a raw TNEF stream to a whole message made from its properties. */
    public Conversion convert(Bytes bytes) {
        return TnefStream.isTnef(bytes) ? convertStream(bytes) : convertMessage(bytes);
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
            return new Conversion(message, List.of(ConvertedStream.unknown(message)), List.of());
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
            Optional<Rewriting> rewriting =
                    stream.message().isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Rewriting(bytes, places.get(i), stream, options));
            long size = rewriting.map(Rewriting::size).orElse(0L);
            if (size > left) {
                results.add(stream.rejected(TOO_LARGE));
            } else {
                left -= size;
                rewriting.ifPresent(r -> r.edits().forEach(edit -> add(edit, edits)));
                results.add(stream);
            }
        }
        return new Conversion(bytes, results, edits);
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
