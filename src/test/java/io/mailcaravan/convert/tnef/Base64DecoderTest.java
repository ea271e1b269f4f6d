package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base64DecoderTest {

    private static byte[] decode(String text) {
        return TransferDecoder.decode(
                        Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)), "base64")
                .copy();
    }

    @Test
    void everySizeShouldComeBack() {
        for (int size = 0; size < 40_000; size += size < 300 ? 1 : 4093) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);

            assertThat(decode(Base64.getMimeEncoder().encodeToString(content))).isEqualTo(content);
            assertThat(decode(Base64.getEncoder().withoutPadding().encodeToString(content)))
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'YWJj', abc",
        "' Y\n W!J\u00FFj ', abc",
        "'YWI=YWJj', ab",
        "'YWJjY', abc",
        "'YWJj=', abc",
        "'=YWJj', ''",
        "'', ''"
    })
    void whatIsNoDigitShouldMeanNothingAndPaddingTheEnd(String text, String wanted) {
        assertThat(decode(text)).asString(StandardCharsets.US_ASCII).isEqualTo(wanted);
    }
}
