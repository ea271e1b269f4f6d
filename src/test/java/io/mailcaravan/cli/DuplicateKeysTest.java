package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DuplicateKeysTest {

    @Test
    void keyThatStandsTwiceShouldBeNamedWithBothLines() {
        String text =
                """
                - route:
                    from:
                      uri: mailbox:old
                      parameters:
                        excludeFolders: Lists
                        kinds: message
                        excludeFolders: Junk
                """;
        assertThatThrownBy(() -> DuplicateKeys.check("acme.camel.yaml", text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("acme.camel.yaml, line 7: 'excludeFolders'")
                .hasMessageContaining("first on line 5");
    }

    @Test
    void stepsOfOneNameShouldStandAsOftenAsTheyLike() {
        assertThatNoException()
                .isThrownBy(
                        () ->
                                DuplicateKeys.check(
                                        "acme.camel.yaml",
                                        "steps: [ { to: mailbox:a }, { to: mailbox:b } ]"));
    }

    /** Camel says what is wrong with them. */
    @ParameterizedTest
    @MethodSource("noYaml")
    void whatIsNoYamlShouldBeLeftToCamel(String text) {
        assertThatNoException().isThrownBy(() -> DuplicateKeys.check("acme.camel.yaml", text));
    }

    static Stream<String> noYaml() {
        return Stream.of("", "a: [", "\tb: c", "a: {{b}}", "- &x { a: *x }");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedRoutesShouldHaveNone(Path file) throws Exception {
        DuplicateKeys.check(file.toString(), Files.readString(file));
    }

    static List<Path> shipped() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }
}
