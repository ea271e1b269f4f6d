package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.mime.PartWriter;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;

/** A message after the conversion, ready to be written. */
public final class Conversion {

    private final Bytes original;
    private final List<ConvertedStream> streams;
    private final List<Edit> edits;

    Conversion(Bytes original, List<ConvertedStream> streams, List<Edit> edits) {
        this.original = original;
        this.streams = streams;
        this.edits = edits.stream().sorted().toList();
    }

    /** The worst of the streams. */
    public Outcome outcome() {
        return streams.stream()
                .map(ConvertedStream::outcome)
                .max(Comparator.naturalOrder())
                .orElse(Outcome.UNTOUCHED);
    }

    /** In the order of the message. */
    public List<ConvertedStream> streams() {
        return streams;
    }

    List<Edit> edits() {
        return edits;
    }

    /** Whether {@link #writeTo} gives other bytes than the original. */
    public boolean isChanged() {
        return !edits.isEmpty();
    }

    /** Whether {@link #writeTo} gives a message: not so for bytes that are none and stay so. */
    public boolean isMessage() {
        return isChanged() || Header.begins(original);
    }

    /** The same input, left as it is for one more reason. */
    public Conversion unchanged(String why) {
        return new Conversion(
                original, streams.stream().map(stream -> stream.rejected(why)).toList(), List.of());
    }

    /** Writes the message, the same bytes each time; what was not converted is as it was. */
    public void writeTo(OutputStream out) throws IOException {
        int at = 0;
        for (Edit edit : edits) {
            original.slice(at, edit.from() - at).writeTo(out);
            edit.writing().to(new PartWriter(out, edit.seed()));
            at = edit.to();
        }
        original.from(at).writeTo(out);
    }
}
