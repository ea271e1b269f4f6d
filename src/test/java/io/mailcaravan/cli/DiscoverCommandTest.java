package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.discover.UserForm;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code discover} prints of what was found. */
class DiscoverCommandTest {

    private static final Setting<Path> CA_FILE = Setting.of("ca-file", SettingType.path());

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
                        "\"vouched\":true,\"settings\":{",
                        "\"caravan.stores.old-example.host\":\"mail.hoster.example\"",
                        "\"make\":\"Dovecot, as it says by ID\"");
    }

    @Test
    void serverWithLabelsShouldBeOfTheStoreThatKnowsThem() throws Exception {
        ServerFacts gmail =
                new ServerFacts(
                        "Gimap ready",
                        List.of("IMAP4REV1", "X-GM-EXT-1"),
                        List.of("XOAUTH2", "PLAIN"),
                        true,
                        Map.of(),
                        Optional.empty(),
                        ServerPreset.NONE);
        CommandRun run =
                CommandRun.of(
                        new DiscoverCommand(found(TriedServer.of(candidate(true), gmail))),
                        "old.example");
        assertThat(run.lines())
                .contains("caravan.stores.old-example.type=gmail")
                .anyMatch(line -> line.startsWith("caravan.stores.old-example.auth="))
                .noneMatch(line -> line.contains(".preset="));
    }

    /** The lines are copied into a file of settings. */
    @Test
    void nothingThatAServerSaysShouldBeALineOfItsOwn() throws Exception {
        ServerFacts facts =
                new ServerFacts(
                        "hello\ncaravan.stores.a.host=evil.example",
                        List.of(),
                        List.of(),
                        true,
                        Map.of(),
                        Optional.of("x\ncaravan.stores.b.host=evil.example"),
                        ServerPreset.NONE);
        CommandRun run =
                CommandRun.of(
                        new DiscoverCommand(found(TriedServer.of(candidate(true), facts))),
                        "old.example");
        assertThat(run.lines()).noneMatch(line -> line.startsWith("caravan.stores.a."));
        assertThat(run.lines()).noneMatch(line -> line.startsWith("caravan.stores.b."));
    }

    @Test
    void authoritiesShouldBeHandedOnAndWrittenDown(@TempDir Path folder) throws Exception {
        Path pem = Files.writeString(folder.resolve("a$$b #.pem"), "");
        List<Optional<Path>> given = new ArrayList<>();
        CommandRun run =
                CommandRun.of(
                        new DiscoverCommand(
                                (domain, caFile) -> {
                                    given.add(caFile);
                                    return found(answering(true)).of(domain, caFile);
                                }),
                        "old.example",
                        "--ca-file",
                        pem.toString());
        assertThat(given).containsExactly(Optional.of(pem));
        Path file =
                Files.writeString(
                        folder.resolve("application.properties"),
                        run.out().substring(run.out().indexOf("\n# SRV")));
        assertThat(StandaloneConfig.read(file).stores())
                .singleElement()
                .extracting(store -> store.with(List.of(CA_FILE)).text(CA_FILE).orElse(""))
                .isEqualTo(pem.toString());
    }

    @Test
    void authoritiesThatAreNotThereShouldBeNamed(@TempDir Path folder) {
        String missing = folder.resolve("missing.pem").toString();
        assertThatThrownBy(
                        () ->
                                CommandRun.of(
                                        new DiscoverCommand(found()),
                                        "old.example",
                                        "--ca-file",
                                        missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(missing);
    }

    @Test
    void passwordInAnAddressShouldNotBeShown() {
        assertThatThrownBy(
                        () ->
                                CommandRun.of(
                                        new DiscoverCommand(found()), "alice_b:sesame@old.example"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("alice_b:*****: ")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void whatIsNoAddressShouldBeRefused() {
        assertThatThrownBy(() -> CommandRun.of(new DiscoverCommand(found()), "imaps://x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is no domain");
    }
}
