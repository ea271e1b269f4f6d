package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.ConversionLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamageTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    private static TnefBuilder oneFile() {
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .file("a.txt", CONTENT, new MapiBuilder().string(0x3707, "a.txt"));
    }

    @Test
    void wrongChecksumOverIntactContentShouldDeliverAndKeepTheOriginal() {
        byte[] tnef =
                new TnefBuilder()
                        .start()
                        .title("a.txt")
                        .attribute(2, 0x0006800F, CONTENT, 1)
                        .bytes();

        Converted converted = Converted.of(tnef);

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
        assertThat(converted.view().content(0)).isEqualTo(CONTENT);
        assertThat(converted.view().hasTnef()).isTrue();
    }

    @Test
    void cutLastChecksumAndBytesAfterTheEndShouldLoseNothing() {
        byte[] whole = oneFile().bytes();

        Converted cut = Converted.of(Arrays.copyOf(whole, whole.length - 2));
        Converted longer = Converted.of(Arrays.copyOf(whole, whole.length + 2));

        assertThat(cut.outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
        assertThat(cut.view().fileNames()).contains("a.txt");
        assertThat(longer.outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
    }

    @Test
    void whatLiesBeforeGarbageShouldBeDelivered() {
        byte[] tnef =
                oneFile().raw("this is no attribute".getBytes(StandardCharsets.US_ASCII)).bytes();

        Converted converted = Converted.of(tnef);

        assertThat(converted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(converted.view().fileNames()).contains("a.txt", "winmail.dat");
    }

    @Test
    void whatWasKeptShouldNotBeConvertedAgain() {
        byte[] tnef = oneFile().raw(new byte[] {1, 2, 3}).bytes();

        for (byte[] input : List.of(tnef, Converted.mail("text", tnef))) {
            Converted once = Converted.of(input);
            Converted again = Converted.of(once.bytes());

            assertThat(once.outcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(once.view().hasTnef()).isTrue();
            assertThat(again.bytes()).isEqualTo(once.bytes());
            assertThat(again.conversion().streams()).isEmpty();
        }
    }

    @Test
    void mailWithUnreadableTnefShouldStayAsItIs() {
        byte[] mail = Converted.mail("text", "no TNEF at all".getBytes(StandardCharsets.US_ASCII));

        Converted converted = Converted.of(mail);

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.bytes()).isEqualTo(mail);
        assertThat(converted.conversion().streams().getFirst().warnings()).isNotEmpty();
    }

    @Test
    void countsAndSizesShouldNotBeBelieved() {
        byte[] huge = {-1, -1, -1, 0x7F, 0x02, 0x11, 0, 0};
        byte[] tnef =
                oneFile().attribute(1, 0x00069003, huge).attribute(1, 0x00069004, huge).bytes();

        assertThat(Converted.of(tnef).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void twoThousandLevelsShouldEndAtTheLimit() {
        byte[] stream = new TnefBuilder().messageClass("IPM.Note").subject("leaf").bytes();
        for (int i = 0; i < 2000; i++) {
            stream = new TnefBuilder().messageClass("IPM.Note").embedded(stream).bytes();
        }

        Converted converted = Converted.of(stream);

        assertThat(converted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(converted.bytes().length).isLessThan(20 * stream.length);
    }

    @Test
    void moreAttributesThanAllowedShouldNotBeRead() {
        TnefBuilder builder = oneFile();
        for (int i = 0; i < 200_000; i++) {
            builder.start();
        }

        assertThat(Converted.of(builder.bytes()).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void outputBeyondTheLimitShouldLeaveTheMessageAsItIs() {
        ConversionLimits limits = ConversionLimits.DEFAULT;
        ConversionLimits small =
                new ConversionLimits(
                        limits.depth(), limits.attributes(), limits.rtf(), 100, 1, limits.time());
        byte[] mail = Converted.mail("text", oneFile().bytes());

        Converted converted = Converted.of(mail, new TnefOptions(small, false, false));

        assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(converted.bytes()).isEqualTo(mail);
    }

    @Test
    void randomDamageShouldNeverFail() {
        byte[] right = Converted.mail("text", oneFile().bytes());
        Random random = new Random(1);
        for (int run = 0; run < 2000; run++) {
            byte[] wrong = right.clone();
            for (int i = random.nextInt(20); i >= 0; i--) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
            }
            assertThat(Converted.of(wrong).bytes()).isNotEmpty();
        }
    }

    @Test
    void lineEndsBehindTheStreamShouldBeNoDamage() {
        for (String end : List.of("\r\n", "\r\n\r\n", "\r\n".repeat(20))) {
            byte[] stream = oneFile().raw(end.getBytes(StandardCharsets.US_ASCII)).bytes();

            assertThat(Converted.of(stream).outcome()).isEqualTo(Outcome.CONVERTED);
            assertThat(Converted.of(Converted.mail("text", stream)).view().hasTnef()).isFalse();
        }
        byte[] stream = oneFile().raw((byte) '\n').bytes();
        assertThat(Converted.of(stream).outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
    }
}
