package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.ConversionLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Inputs of a few megabytes that took hours or all memory, as work grew with their square or each
 * part had limits of its own. They are done when the test ends at all.
 */
class SlowInputTest {

    private static final int UNCOMPRESSED = 0x414C454D;

    private static byte[] note(MapiBuilder properties) {
        return new TnefBuilder().messageClass("IPM.Note").properties(properties).bytes();
    }

    private static byte[] rtf(String rtf) {
        byte[] bytes = rtf.getBytes(StandardCharsets.ISO_8859_1);
        return note(
                new MapiBuilder()
                        .binary(0x1009, LzfuBuilder.packed(UNCOMPRESSED, bytes.length, bytes)));
    }

    private static Converted mailAfter(String start) {
        String mail =
                new String(Converted.mail("text", rtf("{\\rtf1 x}")), StandardCharsets.ISO_8859_1);
        return Converted.of((start + mail).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void headerFieldOfManyLinesShouldBeRead() {
        assertThat(mailAfter("X-Long: a\r\n" + " b\r\n".repeat(400_000)).outcome())
                .isEqualTo(Outcome.CONVERTED);
    }

    @Test
    void headerOfMegabytesShouldLeaveTheMessageAsItIs() {
        Converted converted = mailAfter("a:b\r\n".repeat(1_000_000));

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.conversion().isChanged()).isFalse();
    }

    @Test
    void partsWithoutNumberShouldLeaveTheMessageAsItIs() {
        Converted converted =
                mailAfter(
                        "Content-Type: multipart/mixed; boundary=o\r\n\r\n"
                                + "--o\r\n\r\n".repeat(1_000_000));

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.conversion().isChanged()).isFalse();
    }

    @Test
    void recipientsWithoutPropertiesShouldBeCounted() {
        byte[] rows = new byte[4 + 4_000_000];
        System.arraycopy(TnefBuilder.number(1_000_000), 0, rows, 0, 4);
        byte[] stream =
                new TnefBuilder()
                        .properties(new MapiBuilder().string(0x1000, "text"))
                        .attribute(1, 0x00069004, rows)
                        .bytes();

        assertThat(Converted.of(stream).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    /**
     * The time for some of these trees grows with their square; of larger pages no tree is made.
     */
    @Test
    void pagesOfOpenTagsShouldBecomeText() {
        for (String tag :
                new String[] {
                    "<b><table>", "<table><b>x", "<table><tr><td>", "<a><p>", "<svg>", "&amp"
                }) {
            String html = tag.repeat(190_000 / tag.length()) + "the end";

            assertThat(
                            Converted.of(
                                            note(
                                                    new MapiBuilder()
                                                            .binary(
                                                                    0x1013,
                                                                    html.getBytes(
                                                                            StandardCharsets
                                                                                    .US_ASCII))))
                                    .outcome())
                    .as(tag)
                    .isEqualTo(Outcome.CONVERTED);
        }
    }

    @Test
    void nameOfAMillionCharactersShouldBecomeShort() {
        byte[] stream =
                new TnefBuilder()
                        .file(
                                "a",
                                new byte[1],
                                new MapiBuilder().string(0x3707, "ä".repeat(1_000_000) + ".txt"))
                        .bytes();

        assertThat(Converted.of(stream).view().fileNames())
                .singleElement()
                .satisfies(name -> assertThat(name).hasSizeLessThan(256));
    }

    @Test
    void subjectOfMegabytesShouldBeCut() {
        Converted converted =
                Converted.of(
                        note(
                                new MapiBuilder()
                                        .string(0x1000, "text")
                                        .string(0x0037, "so long ".repeat(1_000_000))));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(converted.bytes().length).isLessThan(200_000);
    }

    @Test
    void linesOfTheHeaderShouldFitWhateverTheSubjectIs() {
        String text =
                Converted.of(
                                note(
                                        new MapiBuilder()
                                                .string(0x1000, "text")
                                                .string(0x1035, "<" + "i".repeat(5000) + "@x>")
                                                .string(0x0037, "x".repeat(5000))))
                        .text();

        assertThat(text.lines()).allMatch(line -> line.length() <= 998);
    }

    @Test
    void longLinkShouldNotStandBeforeEachPieceOfItsText() {
        String link = "https://" + "a".repeat(2_000_000);

        Converted converted =
                Converted.of(
                        rtf(
                                "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \""
                                        + link
                                        + "\"}{\\fldrslt "
                                        + "{\\b a}{\\i b}".repeat(300_000)
                                        + "}}}"));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
    }

    @Test
    void unknownCodePagesShouldBeLookedForOnce() {
        assertThat(Converted.of(rtf("{\\rtf1 x" + "\\ansicpg9999".repeat(1_000_000))).outcome())
                .isEqualTo(Outcome.CONVERTED);
    }

    @Test
    void colorsWithoutNumberShouldNotBeKept() {
        assertThat(
                        Converted.of(
                                        rtf(
                                                "{\\rtf1 x{\\colortbl "
                                                        + "\\red1;".repeat(2_000_000)
                                                        + "}"))
                                .outcome())
                .isEqualTo(Outcome.CONVERTED);
    }

    @Test
    void addressOfManySignsShouldBeLookedThroughOnce() {
        String contacts = "00062004-0000-0000-c000-000000000046";
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Contact")
                        .properties(
                                new MapiBuilder()
                                        .namedString(contacts, 0x8084, "@".repeat(1_000_000) + "("))
                        .bytes();

        assertThat(Converted.of(stream).view().cards()).hasSize(1);
    }

    /** "Aa" and "BB" have the same hash, and so have all words made of them. */
    @Test
    void namesWithEqualHashesShouldNotCollide() {
        MapiBuilder properties = new MapiBuilder().string(0x1000, "text");
        for (int i = 0; i < 100_000; i++) {
            ByteArrayOutputStream named = new ByteArrayOutputStream();
            named.writeBytes(new byte[16]);
            named.writeBytes(TnefBuilder.number(1));
            byte[] name = collision(i).getBytes(StandardCharsets.UTF_16LE);
            named.writeBytes(TnefBuilder.number(name.length));
            named.writeBytes(name);
            named.writeBytes(TnefBuilder.number(1));
            properties.property(0x0003, 0x8001, named.toByteArray());
        }

        assertThat(Converted.of(note(properties)).outcome()).isEqualTo(Outcome.CONVERTED);
    }

    private static String collision(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 18; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void keywordsWithoutNumberShouldBeCut() {
        byte[][] keywords = new byte[100_000][];
        Arrays.fill(keywords, new byte[] {'k', 0});
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        // PS_PUBLIC_STRINGS, Keywords
        named.writeBytes(
                new byte[] {0x29, 3, 2, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0, 0, 0, 0x46});
        named.writeBytes(TnefBuilder.number(1));
        named.writeBytes(TnefBuilder.number(16));
        named.writeBytes("Keywords".getBytes(StandardCharsets.UTF_16LE));
        named.writeBytes(MapiBuilder.counted(keywords));
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Task")
                        .properties(new MapiBuilder().property(0x101F, 0x8001, named.toByteArray()))
                        .bytes();

        assertThat(Converted.of(stream).view().calendars().getFirst().lines())
                .filteredOn(line -> line.startsWith("CATEGORIES:"))
                .hasSize(1000);
    }

    @Test
    void exceptionsShouldNotMultiplyPeopleAndWords() {
        RecurBuilder recurrence =
                new RecurBuilder()
                        .u16(0x3004, 0x3004, 0x200A, 0, 0)
                        .i32(0, 1440, 0, 0x2023, 9, 1)
                        .i32(0)
                        .i32(0)
                        .time("2024-03-05T00:00")
                        .time("2024-04-30T00:00")
                        .i32(0x3006, 0x3008, 600, 660)
                        .u16(1000);
        for (int i = 0; i < 1000; i++) {
            recurrence.time("2024-03-20T11:00").time("2024-03-20T12:00").time("2024-03-19T10:00");
            recurrence.u16(0);
        }
        MapiBuilder[] people = new MapiBuilder[5000];
        for (int i = 0; i < people.length; i++) {
            people[i] =
                    new MapiBuilder()
                            .integer(0x0C15, 1)
                            .string(0x3001, "name ".repeat(100))
                            .string(0x39FE, i + "@test.example");
        }
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Microsoft Schedule.MtgReq")
                        .recipients(people)
                        .properties(
                                new MapiBuilder()
                                        .string(0x0037, "subject ".repeat(10_000))
                                        .namedTime(
                                                MapiBuilder.APPOINTMENT,
                                                0x820D,
                                                "2024-03-05T09:00:00Z")
                                        .namedBinary(
                                                MapiBuilder.APPOINTMENT,
                                                0x8216,
                                                recurrence.bytes()))
                        .bytes();

        assertThat(Converted.of(stream).view().calendars().getFirst()).hasSizeLessThan(20_000_000);
    }

    /** Each is allowed; all of them would be gigabytes. */
    @Test
    void manyBodiesShouldShareOneLimit() {
        byte[] bomb = LzfuBuilder.repeated("{\\rtf1 one word and more", 480_000);
        TnefBuilder builder = new TnefBuilder().messageClass("IPM.Note");
        for (int i = 0; i < 6; i++) {
            builder.embedded(note(new MapiBuilder().binary(0x1009, bomb)));
        }

        Converted converted = Converted.of(builder.bytes());

        assertThat(converted.outcome()).isIn(Outcome.PARTIAL, Outcome.REJECTED);
        assertThat(converted.conversion().streams().getFirst().warnings())
                .anyMatch(warning -> warning.contains("larger than allowed"));
    }

    @Test
    void conversionBeyondItsTimeShouldLeaveTheMessageAsItIs() {
        ConversionLimits limits = ConversionLimits.DEFAULT;
        ConversionLimits none =
                new ConversionLimits(
                        limits.depth(),
                        limits.attributes(),
                        limits.rtf(),
                        limits.output(),
                        limits.ratio(),
                        Duration.ofNanos(1));
        byte[] mail = Converted.mail("text", TnefSamples.note());

        Converted converted = Converted.of(mail, new TnefOptions(none, false, false));

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.bytes()).isEqualTo(mail);
        assertThat(converted.conversion().streams().getFirst().warnings().getFirst())
                .contains("took longer");
    }

    @Test
    void streamSavedInBase64ShouldStayInBase64WhereItIsHopeless() {
        byte[] saved = "eJ8+IgEAAQYAkAgABAAAAAAA".getBytes(StandardCharsets.US_ASCII);

        Converted converted = Converted.of(saved);

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.bytes()).isEqualTo(saved);
    }
}
