package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.PropertyBindingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As Quarkus and Camel tell it. */
class WrongSettingTest {

    private static final String CONVERTED =
            "\tjava.lang.IllegalArgumentException: SRCFG00039: The config property %s with the"
                    + " config value \"many\" threw an Exception whilst being converted SRCFG00029:"
                    + " Expected an integer value, got \"many\"\n";

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file =
                Files.writeString(
                        folder.resolve("application.properties"),
                        "# first\nquarkus.http.port=many\n"
                                + "camel.component.mailbox.max-concurrent-mailboxes=x\n"
                                + "camel.component.mailbox.nothing=1\n");
    }

    private String told(Throwable error) {
        return WrongSetting.in(new RuntimeException("Failed to start", error), file)
                .map(Throwable::getMessage)
                .orElse("");
    }

    @Test
    void settingOfQuarkusShouldBeToldWithFileAndLine() {
        assertThat(
                        told(
                                new IllegalStateException(
                                        "Configuration validation failed:\n"
                                                + CONVERTED.formatted("quarkus.http.port")
                                                + CONVERTED.formatted("quarkus.http.ssl-port"))))
                .startsWith("quarkus.http.port (" + file + ", line 2): ")
                .contains("'many' cannot be its value: Expected an integer value")
                .contains("quarkus.http.ssl-port: 'many'")
                .doesNotContain("SRCFG", "java.lang");
    }

    @Test
    void secretShouldNotBeShown() {
        assertThat(told(new IllegalStateException(CONVERTED.formatted("quarkus.http.a-password"))))
                .startsWith("quarkus.http.a-password: ")
                .doesNotContain("many");
    }

    @Test
    void optionOfAComponentShouldBeToldWithFileAndLine() {
        assertThat(
                        told(
                                new PropertyBindingException(
                                        this,
                                        "maxConcurrentMailboxes",
                                        "x",
                                        "camel.component.mailbox",
                                        "maxConcurrentMailboxes",
                                        new NumberFormatException("x"))))
                .contains(file + ", line 3): ", "'x' cannot be its value");
        assertThat(
                        told(
                                new PropertyBindingException(
                                        this,
                                        "nothing",
                                        "1",
                                        "camel.component.mailbox",
                                        "nothing",
                                        null)))
                .contains(file + ", line 4): ", "here is no such setting");
    }

    @Test
    void otherFailureShouldBeLeftAlone() {
        assertThat(told(new IllegalStateException("something else"))).isEmpty();
    }
}
