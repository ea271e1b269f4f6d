package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.discover.UserForm;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code discover} prints of what was found. */
class DiscoverCommandTest {

    private static final ServerFacts FACTS =
            new ServerFacts(
                    "Dovecot ready.",
                    List.of("IMAP4REV1", "ID"),
                    List.of("PLAIN"),
                    true,
                    Map.of("name", "Dovecot"),
                    Optional.of("Dovecot, as it says by ID"),
                    ServerPreset.NONE);

    private static FoundServers.Looking found(TriedServer... servers) {
        return (domain, caFile) ->
                new Discovered(
                        domain,
                        List.of("SRV _imaps._tcp.old.example: mail.hoster.example:1143"),
                        List.of(servers));
    }

    private static Candidate candidate(boolean vouched) {
        return new Candidate(
                new ServerAddress("mail.hoster.example", 1143, "starttls"),
                UserForm.LOCAL_PART,
                vouched,
                "SRV _imaps._tcp",
                Map.of());
    }

    private static TriedServer answering(boolean vouched) {
        return new TriedServer(candidate(vouched), Optional.of(FACTS), "");
    }

    @Test
    void discoverShouldPrintABlock() throws Exception {
        CommandRun run =
                CommandRun.of(new DiscoverCommand(found(answering(false))), "alice@old.example");
        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "  SRV _imaps._tcp.old.example: mail.hoster.example:1143",
                        "mail.hoster.example:1143 (starttls), SRV _imaps._tcp: Dovecot, as it says"
                                + " by ID",
                        "sign-in: PLAIN, the command LOGIN; auth=password")
                .endsWith(
                        """
                        # SRV _imaps._tcp; Dovecot, as it says by ID
                        # a host of another domain, named by DNS alone: make sure that it is yours
                        # sign-in name: alice
                        caravan.stores.old-example.type=imap
                        caravan.stores.old-example.host=mail.hoster.example
                        caravan.stores.old-example.port=1143
                        caravan.stores.old-example.tls=starttls
                        """);
    }

    @Test
    void silenceShouldEndWithThree() throws Exception {
        CommandRun run =
                CommandRun.of(
                        new DiscoverCommand(
                                found(
                                        new TriedServer(
                                                candidate(true), Optional.empty(), "it is down"))),
                        "old.example");
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.out()).contains("it is down", "No server answers.");
    }

    @Test
    void jsonShouldBeOneObject() throws Exception {
        CommandRun run =
                CommandRun.of(new DiscoverCommand(found(answering(true))), "old.example", "--json");
        assertThat(run.lines())
                .singleElement()
                .asString()
                .contains(
                        "\"caravan.stores.old-example.host\":\"mail.hoster.example\"",
                        "\"make\":\"Dovecot, as it says by ID\"");
    }

    @Test
    void whatIsNoAddressShouldBeRefused() {
        assertThatThrownBy(() -> CommandRun.of(new DiscoverCommand(found()), "imaps://x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is no domain");
    }
}
