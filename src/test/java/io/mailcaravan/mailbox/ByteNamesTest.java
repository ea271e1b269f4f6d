package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteNamesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyBytesShouldMakeAFileAndComeBack(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            StringBuilder name = new StringBuilder("x");
            for (int n = random.nextInt(20); n > 0; n--) {
                char c = (char) (1 + random.nextInt(255));
                name.append(c == '/' ? '_' : c);
            }
            Path file = ByteNames.resolve(folder, name.toString());
            Files.writeString(file, "content");
            try (var files = Files.list(folder)) {
                assertThat(files.map(ByteNames::of)).containsExactly(name.toString());
            }
            assertThat(ByteNames.ofAll(file)).endsWith("/" + name);
            assertThat(ByteNames.fromPrintable(ByteNames.printable(name.toString())))
                    .isEqualTo(name.toString());
            assertThat(ByteNames.printable(name.toString())).matches("[ -~]+");
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "B\u00fccher", "\u65e5\u672c\u8a9e", "100%", "a b/c"})
    void textShouldBeUtf8(String text) {
        Path path = ByteNames.resolveText(folder, text);
        byte[] bytes = ByteNames.ofAll(path).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith("/" + text);
        assertThat(ByteNames.text(ByteNames.bytes(text))).isEqualTo(text);
        assertThat(ByteNames.resolveText(folder, "/srv/" + text))
                .isEqualTo(ByteNames.resolveText(Path.of("/srv"), text));
    }

    @Test
    void nameThatIsNoUtf8ShouldBeReadAsLatin1() {
        assertThat(ByteNames.text("B\u00fccher")).isEqualTo("B\u00fccher");
    }
}
