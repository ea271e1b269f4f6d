package io.mailcaravan.convert.tnef.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void sumShouldCountEveryByteOnceAtAnySize() {
        for (int size = 0; size < 3000; size += 1 + size / 9) {
            byte[] bytes = new byte[size + 3];
            new Random(size).nextBytes(bytes);
            int wanted = IntStream.range(3, bytes.length).map(i -> bytes[i] & 0xFF).sum();

            assertThat(Bytes.of(bytes).from(3).sum()).as("%d bytes", size).isEqualTo(wanted);
        }
    }

    @Test
    void sumShouldHoldTheLargestBytes() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0xFF);

        assertThat(Bytes.of(bytes).sum()).isEqualTo(255L * bytes.length);
    }
}
