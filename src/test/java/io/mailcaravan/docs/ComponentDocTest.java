package io.mailcaravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/component.md} are the component's catalogue. */
class ComponentDocTest {

    private static final Path CATALOGUE =
            Path.of(
                    "src/generated/resources/META-INF/io/mailcaravan/component/mailbox/mailbox.json");

    private static final Path PAGE = Path.of("docs/component.md");

    @Test
    void pageShouldListWhatTheCatalogueLists() throws IOException {
        String expected = new ComponentTables(CATALOGUE).in(Files.readString(PAGE));
        if (Boolean.getBoolean("caravan.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "%s against %s; write it anew with:"
                                + " mvn -Dtest=ComponentDocTest -Dcaravan.docs.write=true test",
                        PAGE, CATALOGUE)
                .isEqualTo(expected);
    }
}
