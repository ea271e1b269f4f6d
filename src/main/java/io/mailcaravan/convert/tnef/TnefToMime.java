package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.mime.PartChoice;
import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
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
                || ForeignFile.is(bytes)
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

    /** Fails where nobody has thought of the input, so that tests see it. */
    Conversion whatever(Bytes bytes) {
        if (TnefStream.isTnef(bytes)) {
            return convertStream(bytes, bytes);
        }
        if (bytes.startsWith(BASE64_SIGNATURE)) {
            return convertStream(bytes, TransferDecoder.decode(bytes, "base64"));
        }
        List<Mbox.Mail> mails = Mbox.mails(bytes);
        return mails.isEmpty() ? convertMessage(bytes) : convertAll(bytes, mails);
    }

    /** Each mail for itself; what is between them stays. */
    private Conversion convertAll(Bytes mbox, List<Mbox.Mail> mails) {
        List<ConvertedStream> streams = new ArrayList<>();
        List<Edit> edits = new ArrayList<>();
        long deadline = System.nanoTime() + options.limits().time().toNanos();
        for (Mbox.Mail mail : mails) {
            if (System.nanoTime() - deadline > 0) {
                // all of them together are one body, of which nobody said that it is an mbox
                String why = "the mails took too long; from byte " + mail.from() + " on they stay";
                streams.add(ConvertedStream.unknown(mbox.from(mail.from()), why));
                break;
            }
            Conversion one = convert(mail.bytes(mbox));
            streams.addAll(one.streams());
            one.edits().forEach(edit -> edits.add(edit.movedBy(mail.body())));
        }
        return new Conversion(mbox, streams, edits);
    }

    /**
     * Makes a message of a stream.
     *
     * @param bytes as they came; the stream itself, or in base64
     */
    private Conversion convertStream(Bytes bytes, Bytes stream) {
        Budget budget = new Budget(options.limits());
        ConvertedStream converted = ConvertedStream.read(stream, budget);
        if (converted.outcome() == Outcome.REJECTED) {
            return new Conversion(bytes, List.of(converted), List.of());
        }
        Entity entity = Entity.file(bytes);
        TnefPart tnef = new TnefPart(entity, null, entity, stream, true, Optional.empty());
        return conversion(bytes, List.of(tnef), List.of(converted), budget);
    }

    private Conversion convertMessage(Bytes message) {
        if (!Header.begins(message)) {
            Optional<Uuencoded> file = Uuencoded.in(message);
            if (file.isPresent() && TnefStream.isTnef(file.get().content())) {
                return convertStream(message, file.get().content());
            }
            String what = ForeignFile.of(message).orElse(NEITHER);
            return new Conversion(
                    message, List.of(ConvertedStream.unknown(message, what)), List.of());
        }
        if (!QuickCheck.mayHoldTnef(message)) {
            return new Conversion(message, List.of(), List.of());
        }
        List<TnefPart> tnefParts;
        try {
            tnefParts = TnefPart.in(new EntityParser(message).parse(), message);
        } catch (DamagedException e) {
            ConvertedStream none = ConvertedStream.unknown(message, e.getMessage());
            return new Conversion(message, List.of(none), List.of());
        }
        Budget budget = new Budget(options.limits());
        List<ConvertedStream> streams =
                tnefParts.stream().map(p -> ConvertedStream.read(p.stream(), budget)).toList();
        return conversion(message, tnefParts, streams, budget);
    }

    private Conversion conversion(
            Bytes bytes, List<TnefPart> tnefParts, List<ConvertedStream> streams, Budget budget) {
        List<Edit> edits = new ArrayList<>();
        List<ConvertedStream> results = new ArrayList<>();
        long left = options.limits().outputFor(bytes.size());
        for (int i = 0; i < tnefParts.size(); i++) {
            ConvertedStream stream = streams.get(i);
            if (stream.message().isPresent()) {
                Rewritten rewritten = rewrite(bytes, tnefParts.get(i), stream, left, budget);
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
     * An item with values that a library refuses to write is left out; if that does not help, the
     * stream stays as it was, which is better than one that is lost.
     */
    private Rewritten rewrite(
            Bytes bytes, TnefPart tnef, ConvertedStream stream, long limit, Budget budget) {
        try {
            return rewrite(bytes, tnef, stream, limit, choice(true, budget));
        } catch (DamagedException e) {
            return new Rewritten(stream.rejected(e.getMessage()), List.of(), 0);
        } catch (RuntimeException e) {
            try {
                ConvertedStream rest = stream.partial("its item cannot be written: " + e);
                return rewrite(bytes, tnef, rest, limit, choice(false, budget));
            } catch (DamagedException | RuntimeException again) {
                String why = "what it says cannot be written: " + again;
                return new Rewritten(stream.rejected(why), List.of(), 0);
            }
        }
    }

    private PartChoice choice(boolean items, Budget budget) {
        return new PartChoice(options.keepRtf(), items, budget);
    }

    private Rewritten rewrite(
            Bytes bytes, TnefPart tnef, ConvertedStream stream, long limit, PartChoice choice)
            throws DamagedException {
        Rewriting rewriting = new Rewriting(bytes, tnef, stream, options.keepOriginal(), choice);
        long size = rewriting.size();
        return size > limit
                ? new Rewritten(stream.rejected(TOO_LARGE), List.of(), 0)
                : new Rewritten(stream, rewriting.edits(), size);
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
