package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Content;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentMemoryTest {

    private static final int MOST = 64 << 20;

    private final ContentMemory memory = new ContentMemory(MOST);

    private static Content content(ContentMemory memory, byte[] bytes) {
        byte[] array = memory.array(bytes.length);
        System.arraycopy(bytes, 0, array, 0, bytes.length);
        return memory.content(array, bytes.length);
    }

    private Content filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return content(memory, bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1279, 1280, 1281, 2047, 2048, 2049, 100_000, 1 << 19, 1 << 20})
    void contentShouldGiveWhatWasPutIn(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        filled(length, 'x').close(); // an array that was used before
        try (Content content = content(memory, bytes)) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            content.writeTo(written);

            assertThat(content.size()).isEqualTo(length);
            assertThat(written.toByteArray()).isEqualTo(bytes);
            assertThat(content.open().readAllBytes()).isEqualTo(bytes);
            assertThat(content.bytes()).isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void arrayShouldBeUsedAgainAndWasteLittle() {
        for (int length = ContentMemory.SHORTEST; length <= ContentMemory.LONGEST; length += 997) {
            assertThat(ContentMemory.takes(length)).isTrue();
            byte[] array = memory.array(length);
            assertThat(array.length).isBetween(length, length + length / 4 + 1);
            memory.content(array, length).close();
            assertThat(memory.array(length)).isSameAs(array);
        }
        assertThat(ContentMemory.takes(ContentMemory.SHORTEST - 1)).isFalse();
        assertThat(ContentMemory.takes(ContentMemory.LONGEST + 1)).isFalse();
    }

    @Test
    void secondCloseShouldNotLendAnArrayTwice() {
        Content content = filled(5000, 'a');
        content.close();
        content.close();

        assertThat(memory.array(5000)).isNotSameAs(memory.array(5000));
    }

    @Test
    void whatNobodyUsesShouldBeBounded() {
        ContentMemory small = new ContentMemory(10_000);
        List<Content> contents = new ArrayList<>();
        List<byte[]> arrays = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] array = small.array(4096);
            arrays.add(array);
            contents.add(small.content(array, 4096));
        }
        contents.forEach(Content::close);

        List<byte[]> again = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            again.add(small.array(4096));
        }
        assertThat(again.stream().filter(array -> arrays.stream().anyMatch(a -> a == array)))
                .hasSize(2);
    }

    @Test
    void closedContentShouldNeverGiveAnotherMessage() throws IOException {
        Content closed = filled(5000, 'a');
        InputStream begun = closed.open();
        assertThat(begun.readNBytes(100)).containsOnly('a');
        ByteBuffer kept = closed.bytes();
        closed.close();
        Content other = filled(5000, 'b');

        assertThatThrownBy(begun::read).isInstanceOf(IOException.class);
        assertThatThrownBy(begun::readAllBytes).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> closed.open().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> closed.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(closed::bytes).isInstanceOf(IOException.class);
        assertThat(closed.size()).isEqualTo(5000);
        assertThat(kept.get(4999)).isEqualTo((byte) 'a');
        assertThat(other.open().readAllBytes()).containsOnly('b');
    }

    @Test
    void contentThatIsClosedWhileItIsWrittenShouldGiveItsOwnBytes() throws IOException {
        Content content = filled(5000, 'a');
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        FilterOutputStream closing =
                new FilterOutputStream(written) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        content.close();
                        filled(5000, 'b');
                        out.write(bytes, offset, length);
                    }
                };
        content.writeTo(closing);

        assertThat(written.toByteArray()).hasSize(5000).containsOnly('a');
        assertThatThrownBy(() -> content.writeTo(written)).isInstanceOf(IOException.class);
    }

    @Test
    void readersOfClosedContentsShouldFailAmongManyThreads() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int seed = thread;
                ends.add(
                        threads.submit(
                                () -> {
                                    Random random = new Random(seed);
                                    for (int i = 0; i < 3000; i++) {
                                        readWhileClosing(random, threads);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private void readWhileClosing(Random random, ExecutorService threads) throws Exception {
        int letter = random.nextInt(1, 127);
        Content content = filled(3000, letter);
        Future<?> closing = threads.submit(content::close);
        try (InputStream in = content.open()) {
            byte[] read = in.readNBytes(random.nextInt(1, 3000));
            assertThat(read).containsOnly((byte) letter);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("closed");
        }
        closing.get();
    }
}
