package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.address.MailAddress;
import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.copy.MailServer;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.discover.UserForm;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code copy} takes of what was found. */
class FoundServersTest {

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
                        "",
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

    private static MailServer server(FoundServers.Looking looking) throws MailboxException {
        return new FoundServers(looking)
                .of(
                        new MailAddress("alice", "old.example"),
                        "FROM alice@old.example",
                        Optional.empty());
    }

    @Test
    void serverThatAnswersShouldBeTakenAndTold() throws Exception {
        try (Printed printed = new Printed()) {
            MailServer server = server(found(answering(true)));
            assertThat(server)
                    .isEqualTo(
                            new MailServer(
                                    new ServerAddress("mail.hoster.example", 1143, "starttls"),
                                    "alice",
                                    Map.of()));
            assertThat(printed.errors())
                    .contains(
                            "FROM alice@old.example: looking for the server of old.example",
                            "FROM alice@old.example: mail.hoster.example:1143 (SRV _imaps._tcp;"
                                    + " Dovecot, as it says by ID)");
        }
    }

    @Test
    void authoritiesShouldBeHandedOn() throws Exception {
        List<Optional<Path>> given = new ArrayList<>();
        FoundServers servers =
                new FoundServers(
                        (domain, caFile) -> {
                            given.add(caFile);
                            return found(answering(true)).of(domain, caFile);
                        });
        servers.of(new MailAddress("a", "old.example"), "FROM", Optional.of(Path.of("a.pem")));
        assertThat(given).containsExactly(Optional.of(Path.of("a.pem")));
    }

    @Test
    void passwordShouldNotGoWhereOnlyDnsLeads() {
        assertThatThrownBy(() -> server(found(answering(false))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a host of another domain, and DNS can be forged")
                .hasMessageContaining("imap://alice@mail.hoster.example:1143.");
    }

    @Test
    void addressWithoutAServerShouldSayWhatToWrite() {
        assertThatThrownBy(() -> server(found()))
                .isInstanceOfSatisfying(
                        MailboxException.class,
                        error -> {
                            assertThat(ExitCode.of(error)).isEqualTo(ExitCode.UNREACHABLE);
                            assertThat(error.explanation())
                                    .contains(
                                            "imaps://alice%40old.example@HOST",
                                            "caravan discover old.example");
                        });
    }

    @Test
    void silentDnsShouldBeTheReason() {
        TriedServer guess = TriedServer.silent(candidate(true), "no such host");
        assertThatThrownBy(
                        () ->
                                server(
                                        (domain, caFile) ->
                                                new Discovered(
                                                        domain,
                                                        List.of(),
                                                        "MX: DNS does not answer",
                                                        List.of(guess))))
                .hasMessageEndingWith("that answers. MX: DNS does not answer");
    }

    @Test
    void firstFailureShouldBeTold() {
        TriedServer silent = TriedServer.silent(candidate(true), "it is down");
        assertThatThrownBy(() -> server(found(silent)))
                .isInstanceOf(MailboxException.class)
                .hasMessage(
                        "FROM alice@old.example: no server was found for it that answers."
                                + " it is down");
    }
}
