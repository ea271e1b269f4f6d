package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;
import io.mailcaravan.convert.tnef.LzfuBuilder;
import io.mailcaravan.convert.tnef.MapiBuilder;
import io.mailcaravan.convert.tnef.TnefBuilder;
import io.mailcaravan.convert.tnef.TnefSamples;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** What bytes are made into before they are converted. New ones go to the end. */
enum FuzzTarget {
    /** A raw stream, behind the signature. */
    STREAM,
    /** The TNEF part of a mail. */
    PART,
    /** The mail itself. */
    MAIL,
    /** PidTagRtfCompressed. */
    COMPRESSED_RTF,
    /** What is in it, with the right sizes and the right CRC. */
    PACKED_RTF,
    /** The RTF that it unpacks to. */
    RTF,
    /** Instructions to the writer of streams; so lengths and checksums are right. */
    RECIPE,
    /** A page. */
    HTML;

    private static final int LZFU = 0x75465A4C;

    private static final List<FuzzTarget> ALL = List.of(values());

    static FuzzTarget of(byte first) {
        return ALL.get((first & 0xFF) % ALL.size());
    }

    /** Throws where a promise does not hold. */
    void run(byte[] bytes) {
        ConversionPromise.holds(
                switch (this) {
                    case STREAM -> signed(bytes);
                    case PART -> TnefSamples.mail("outer", "text", bytes);
                    case MAIL -> bytes;
                    case COMPRESSED_RTF -> note(0x1009, bytes);
                    case PACKED_RTF -> note(0x1009, LzfuBuilder.packed(LZFU, 1 << 16, bytes));
                    case RTF -> note(0x1009, LzfuBuilder.compress(bytes));
                    case RECIPE -> Recipe.stream(bytes);
                    case HTML -> note(0x1013, bytes);
                });
    }

    /** What fuzzing begins with, by name. */
    Map<String, byte[]> seeds() {
        return switch (this) {
            case STREAM, PART -> TnefSamples.all();
            case MAIL -> Seeds.mails();
            case COMPRESSED_RTF -> Seeds.compressedRtf();
            case PACKED_RTF -> Seeds.packedRtf();
            case RTF -> Seeds.rtf();
            case RECIPE -> Seeds.recipes();
            case HTML -> Seeds.pages();
        };
    }

    /** Such an input for the fuzzer. */
    byte[] with(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ALL.indexOf(this));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] signed(byte[] bytes) {
        byte[] signature = {0x78, (byte) 0x9F, 0x3E, 0x22};
        byte[] stream = bytes.clone();
        System.arraycopy(signature, 0, stream, 0, Math.min(signature.length, stream.length));
        return stream;
    }

    private static byte[] note(int property, byte[] body) {
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .properties(new MapiBuilder().binary(property, body))
                .bytes();
    }
}
