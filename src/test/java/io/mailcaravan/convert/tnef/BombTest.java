package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Small streams that would become large: each is answered within the limits. */
class BombTest {

    private static final long FREE = 10 << 20;

    private static void isBounded(byte[] stream) {
        Converted converted = Converted.of(stream);

        assertThat((long) converted.bytes().length).isLessThan(FREE + 21L * stream.length);
    }

    private static byte[] note(MapiBuilder properties) {
        return new TnefBuilder().messageClass("IPM.Note").properties(properties).bytes();
    }

    @Test
    void compressedRtfShouldNotFillTheMemory() {
        byte[] bomb = LzfuBuilder.repeated("{\\rtf1 \\par\\par\\par\\par ", 900_000);

        isBounded(note(new MapiBuilder().binary(0x1009, bomb)));
    }

    @Test
    void paragraphsOfFourBytesShouldNotBecomeForty() {
        isBounded(
                note(
                        new MapiBuilder()
                                .binary(
                                        0x1009,
                                        LzfuBuilder.compress(
                                                "{\\rtf1 x" + "\\par".repeat(1_000_000)))));
    }

    @Test
    void textThatIsCutShouldNotPassForAllOfIt() {
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(
                                new MapiBuilder()
                                        .string(0x1000, "text")
                                        .binary(
                                                0x1009,
                                                LzfuBuilder.compress(
                                                        "{\\rtf1\\fromhtml1 "
                                                                + "\\~".repeat(3_000_000))))
                        .bytes();

        assertThat(Converted.of(stream).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void manyValuesOfOnePropertyShouldNotBecomeObjects() {
        byte[] values = new byte[4 + 4 + 4 + 4_000_000];
        System.arraycopy(TnefBuilder.number(1), 0, values, 0, 4);
        System.arraycopy(TnefBuilder.number(0x3001101F), 0, values, 4, 4);
        System.arraycopy(TnefBuilder.number(1_000_000), 0, values, 8, 4);
        byte[] stream =
                new TnefBuilder()
                        .start()
                        .title("a")
                        .data(new byte[1])
                        .attribute(1, 0x00069003, values)
                        .bytes();

        assertThat(Converted.of(stream).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void nestedHtmlShouldBecomeText() {
        String html = "<div><b>".repeat(300_000) + "the end";

        isBounded(note(new MapiBuilder().binary(0x1013, html.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void tenThousandImagesShouldBeJoinedInOneWalk() {
        TnefBuilder builder = new TnefBuilder().messageClass("IPM.Note");
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            html.append("<img src=cid:").append(i).append("@x>");
        }
        builder.properties(
                new MapiBuilder()
                        .binary(0x1013, html.toString().getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < 10_000; i++) {
            builder.start()
                    .data(new byte[1])
                    .attachment(new MapiBuilder().string(0x3712, i + "@x"));
        }

        assertThat(Converted.of(builder.bytes()).view().fileNames()).hasSize(10_000);
    }
}
