package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which quirks a session takes for granted, and from where it knows them. */
class ServerQuirksTest {
    private static final String EXCHANGE = "The Microsoft Exchange IMAP4 service is ready.";
    private static final String OTHER = "Dovecot ready.";

    @Test
    void exchangeShouldBeKnownByItsGreeting() {
        ServerQuirks quirks = quirks(ServerPreset.AUTO, "UIDPLUS", EXCHANGE);

        assertThat(quirks.keepsKeywords()).isFalse();
        assertThat(quirks.forgottenByAppend()).isEqualTo(Flags.of(SystemFlag.FLAGGED));
        assertThat(quirks.ignoresCase()).isTrue();
    }

    @Test
    void gmailShouldBeKnownByItsCapability() {
        ServerQuirks quirks = quirks(ServerPreset.AUTO, "X-GM-EXT-1", "Gimap ready");

        assertThat(quirks.keepsKeywords()).isTrue();
        assertThat(quirks.forgottenByAppend().isEmpty()).isTrue();
        assertThat(quirks.ignoresCase()).isTrue();
    }

    @Test
    void capabilityShouldComeBeforeTheGreeting() {
        assertThat(quirks(ServerPreset.AUTO, "X-GM-EXT-1", EXCHANGE))
                .isEqualTo(quirks(ServerPreset.GMAIL, "", OTHER));
    }

    @Test
    void otherServersShouldHaveNone() {
        ServerQuirks quirks = quirks(ServerPreset.AUTO, "UIDPLUS", OTHER);

        assertThat(quirks).isEqualTo(quirks(ServerPreset.NONE, "X-GM-EXT-1", EXCHANGE));
        assertThat(quirks.keepsKeywords()).isTrue();
        assertThat(quirks.ignoresCase()).isFalse();
        assertThat(quirks.nameProblem(FolderPath.of("Files", "a "))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerPreset.class,
            names = {"EXCHANGE", "MICROSOFT365"})
    void presetShouldComeBeforeWhatTheServerShows(ServerPreset preset) {
        assertThat(quirks(preset, "X-GM-EXT-1", OTHER))
                .isEqualTo(quirks(ServerPreset.AUTO, "", EXCHANGE));
    }

    @Test
    void settingForOneQuirkShouldComeBeforeThePreset() {
        Dialect dialect =
                new Dialect(
                        ServerPreset.EXCHANGE,
                        OptionalLong.of(7),
                        Set.of(),
                        Optional.of(Flags.NONE),
                        Compress.NEVER);

        ServerQuirks quirks = ServerQuirks.of(dialect, announced(""), new Greeting(OTHER));

        assertThat(quirks.forgottenByAppend().isEmpty()).isTrue();
        assertThat(quirks.appendLimit()).hasValue(7);
        assertThat(quirks.keepsKeywords()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "' a', it has a blank at an end",
        "'a ', it has a blank at an end",
        "fILES, 'Files' is reserved"
    })
    void namesThatAreNotKeptShouldBeTold(String name, String why) {
        for (ServerPreset preset : List.of(ServerPreset.EXCHANGE, ServerPreset.GMAIL)) {
            assertThat(quirks(preset, "", OTHER).nameProblem(FolderPath.of(name))).contains(why);
        }
    }

    @Test
    void namesBelowTheTopShouldNotBeReserved() {
        ServerQuirks exchange = quirks(ServerPreset.EXCHANGE, "", OTHER);
        assertThat(exchange.nameProblem(FolderPath.of("Projects", "Files"))).isEmpty();
    }

    private static ServerQuirks quirks(ServerPreset preset, String capability, String greeting) {
        Dialect dialect =
                new Dialect(
                        preset, OptionalLong.empty(), Set.of(), Optional.empty(), Compress.NEVER);
        return ServerQuirks.of(dialect, announced(capability), new Greeting(greeting));
    }

    private static Capabilities announced(String capability) {
        return new Capabilities(List.of("IMAP4REV1", capability), Set.of());
    }
}
