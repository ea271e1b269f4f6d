package io.mailcaravan.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final String CONFIG =
            """
            <clientConfig><emailProvider><incomingServer type="imap"><hostname>%s</hostname>
            <port>993</port><socketType>SSL</socketType><username>%%EMAILLOCALPART%%</username>
            </incomingServer></emailProvider></clientConfig>
            """;

    private final Map<String, List<ServiceRecord>> services = new HashMap<>();
    private final List<String> exchanges = new ArrayList<>();
    private final Map<String, WebAnswer> pages = new HashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final Set<String> servers = new ConcurrentSkipListSet<>();
    private final Set<String> tried = new ConcurrentSkipListSet<>();
    private final Set<String> broken = new ConcurrentSkipListSet<>();
    private boolean dnsIsDown;

    private Discovered discover(String text) throws InterruptedException {
        return new Discovery(dns(), this::page, this::look).of(MailDomain.read(text, text));
    }

    private DnsLookup dns() {
        return new DnsLookup() {
            @Override
            public List<ServiceRecord> services(String name) throws IOException {
                if (dnsIsDown) {
                    throw new IOException("DNS does not answer");
                }
                return services.getOrDefault(name, List.of());
            }

            @Override
            public List<String> exchanges(String domain) throws IOException {
                if (dnsIsDown) {
                    throw new IOException("DNS does not answer");
                }
                return exchanges;
            }
        };
    }

    private WebAnswer page(URI address) throws IOException {
        asked.add(address);
        WebAnswer page = pages.get(address.getHost() + address.getPath());
        if (page == null) {
            throw new IOException("no such host");
        }
        return page;
    }

    private ServerFacts look(String store, ServerAddress server) throws MailboxException {
        String at = server.toString();
        if (broken.contains(at)) {
            throw new IllegalStateException("broken");
        }
        tried.add(at);
        if (!servers.contains(at)) {
            throw new MailboxException(Scope.STORE, Retry.LATER, at + " is silent", "");
        }
        return facts(List.of("PLAIN"), true);
    }

    private static ServerFacts facts(List<String> mechanisms, boolean login) {
        return new ServerFacts(
                "hello",
                List.of("IMAP4REV1"),
                mechanisms,
                login,
                Map.of(),
                Optional.of("Dovecot, by its greeting"),
                ServerPreset.NONE);
    }

    private void srv(String service, int port, String target) {
        services.computeIfAbsent(service + ".old.example", none -> new ArrayList<>())
                .add(new ServiceRecord(0, 0, port, target));
    }

    private void page(String path, String type, String text) {
        pages.put(
                path,
                new WebAnswer(
                        URI.create("https://" + path),
                        200,
                        type,
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ServerAddress server(Discovered found) {
        return best(found).server();
    }

    private static Candidate best(Discovered found) {
        return found.best().orElseThrow().candidate();
    }

    @Test
    void serviceRecordShouldLeadToTheServer() throws Exception {
        srv("_imaps._tcp", 1993, "mail.old.example");
        servers.add("mail.old.example:1993");
        Discovered found = discover("old.example");
        assertThat(best(found))
                .isEqualTo(
                        new Candidate(
                                new ServerAddress("mail.old.example", 1993, "implicit"),
                                UserForm.UNKNOWN,
                                true,
                                "SRV _imaps._tcp",
                                Map.of()));
        assertThat(found.clues()).contains("SRV _imaps._tcp.old.example: mail.old.example:1993");
        assertThat(tried).containsExactly("mail.old.example:1993");
    }

    @Test
    void serviceOfClearTextPortShouldMeanStarttls() throws Exception {
        srv("_imap._tcp", 143, "mail.old.example");
        servers.add("mail.old.example:143");
        assertThat(server(discover("old.example")).tls()).isEqualTo("starttls");
    }

    @Test
    void hostOfAnotherDomainShouldBeVouchedForByNobodyInDns() throws Exception {
        srv("_imaps._tcp", 993, "imap.evil.example");
        srv("_imaps._tcp", 993, "imap.evil-old.example");
        servers.add("imap.evil.example:993");
        Discovered found = discover("old.example");
        assertThat(best(found).vouched()).isFalse();
        assertThat(found.clues())
                .filteredOn(clue -> clue.contains("a host of another domain"))
                .hasSize(2)
                .allSatisfy(clue -> assertThat(clue).contains("RFC 6186"));
    }

    /** Over HTTPS the domain has said so itself. */
    @Test
    void autoconfigShouldVouchForAHostOfAnotherDomain() throws Exception {
        srv("_imaps._tcp", 993, "imap.hoster.example");
        page(
                "autoconfig.old.example/mail/config-v1.1.xml",
                "text/xml",
                CONFIG.formatted("imap.hoster.example"));
        servers.add("imap.hoster.example:993");
        Discovered found = discover("alice@old.example");
        assertThat(found.servers()).hasSize(1);
        assertThat(best(found).vouched()).isTrue();
        assertThat(best(found).because())
                .isEqualTo("SRV _imaps._tcp and autoconfig autoconfig.old.example");
        assertThat(best(found).user().of(found.domain())).contains("alice");
    }

    @Test
    void vouchedServerShouldComeBeforeOneThatOnlyDnsNames() throws Exception {
        srv("_imaps._tcp", 993, "imap.evil.example");
        page(
                "old.example/.well-known/autoconfig/mail/config-v1.1.xml",
                "text/xml",
                CONFIG.formatted("imap.hoster.example"));
        servers.addAll(List.of("imap.evil.example:993", "imap.hoster.example:993"));
        assertThat(server(discover("old.example")).host()).isEqualTo("imap.hoster.example");
    }

    @Test
    void autoconfigShouldBeAskedOverHttpsOnlyWithTheAddress() throws Exception {
        discover("al&ice+x@old.example");
        assertThat(asked)
                .allSatisfy(uri -> assertThat(uri.getScheme()).isEqualTo("https"))
                .contains(
                        URI.create(
                                "https://autoconfig.old.example/mail/config-v1.1.xml?emailaddress=al%26ice%2Bx%40old.example"));
        asked.clear();
        discover("old.example");
        assertThat(asked).isNotEmpty().allSatisfy(uri -> assertThat(uri.getQuery()).isNull());
    }

    @Test
    void webPageInPlaceOfAFileShouldBeTold() throws Exception {
        page("autoconfig.old.example/mail/config-v1.1.xml", "text/html", "<html>");
        assertThat(discover("old.example").clues())
                .contains(
                        "autoconfig autoconfig.old.example: it answers with a web page (HTML) in"
                                + " place of XML",
                        "autoconfig old.example: no such host");
    }

    @Test
    void providersExchangeShouldLeadToItsServer() throws Exception {
        exchanges.add("old-example.mail.protection.outlook.com");
        servers.add("outlook.office365.com:993");
        Discovered found = discover("alice@old.example");
        assertThat(server(found).host()).isEqualTo("outlook.office365.com");
        assertThat(StoreBlock.settings(found.best().orElseThrow(), Optional.empty()))
                .containsEntry("auth", "xoauth2")
                .containsEntry("preset", "microsoft365");
        assertThat(found.clues())
                .anySatisfy(clue -> assertThat(clue).contains("Microsoft 365; no password"));
    }

    @Test
    void nothingShouldBeGuessedWhereAServerWasFound() throws Exception {
        srv("_imaps._tcp", 993, "mail.old.example");
        servers.addAll(List.of("mail.old.example:993", "imap.old.example:993"));
        discover("old.example");
        assertThat(tried).containsExactly("mail.old.example:993");
    }

    @Test
    void guessShouldBeTheLastResortAndSaidAsSuch() throws Exception {
        srv("_imaps._tcp", 993, "gone.old.example");
        servers.add("mail.old.example:143");
        Discovered found = discover("old.example");
        assertThat(tried)
                .containsExactlyInAnyOrder(
                        "gone.old.example:993",
                        "imap.old.example:993",
                        "mail.old.example:993",
                        "imap.old.example:143",
                        "mail.old.example:143");
        assertThat(best(found).because()).isEqualTo("a guess by its name alone");
        assertThat(found.servers())
                .anySatisfy(
                        one ->
                                assertThat(one.failure())
                                        .contains("gone.old.example:993 is silent"));
    }

    @Test
    void hostileRecordsShouldBePassedOverAndTold() throws Exception {
        srv("_imaps._tcp", 0, "mail.old.example");
        srv("_imaps._tcp", 993, "evil\u001b[2J.example");
        srv("_imaps._tcp", 993, "127.0.0.1");
        srv("_imap._tcp", 0, ".");
        Discovered found = discover("old.example");
        assertThat(found.clues())
                .contains(
                        "SRV _imaps._tcp.old.example: mail.old.example with a port that is none:"
                                + " passed over",
                        "SRV _imaps._tcp.old.example: what is no name of a host: passed over",
                        "SRV _imap._tcp.old.example: there is no such service, the domain says")
                .noneMatch(clue -> clue.contains("\u001b"));
        assertThat(tried).isNotEmpty().allSatisfy(at -> assertThat(at).contains(".old.example"));
    }

    @Test
    void longListOfRecordsShouldBeCut() throws Exception {
        for (int i = 0; i < 50; i++) {
            srv("_imaps._tcp", 993, "mail" + i + ".old.example");
            srv("_imap._tcp", 143, "mail" + i + ".old.example");
        }
        servers.add("mail0.old.example:993");
        Discovered found = discover("old.example");
        assertThat(found.servers()).hasSize(6);
        assertThat(found.clues())
                .contains(
                        "SRV _imaps._tcp.old.example: mail3.old.example:993 (not tried, after 3"
                                + " others)",
                        "SRV _imaps._tcp.old.example: 45 more: passed over");
    }

    /** Whoever forges many records of DNS takes no place from it. */
    @Test
    void longListOfRecordsShouldNotHideAServerThatIsVouchedFor() throws Exception {
        for (int i = 0; i < 50; i++) {
            srv("_imaps._tcp", 993, "mail" + i + ".evil.example");
            srv("_imap._tcp", 143, "mail" + i + ".evil.example");
        }
        page(
                "autoconfig.old.example/mail/config-v1.1.xml",
                "text/xml",
                CONFIG.formatted("imap.hoster.example"));
        servers.addAll(List.of("mail0.evil.example:993", "imap.hoster.example:993"));
        assertThat(server(discover("old.example")).host()).isEqualTo("imap.hoster.example");
    }

    @Test
    void forgedRecordShouldNotSayHowAVouchedServerIsReached() throws Exception {
        srv("_imap._tcp", 993, "imap.hoster.example");
        page(
                "autoconfig.old.example/mail/config-v1.1.xml",
                "text/xml",
                CONFIG.formatted("imap.hoster.example"));
        servers.add("imap.hoster.example:993");
        assertThat(server(discover("old.example")))
                .isEqualTo(new ServerAddress("imap.hoster.example", 993, "implicit"));
    }

    @Test
    void preferredServerShouldComeFirst() throws Exception {
        srv("_imaps._tcp", 993, "gone.old.example");
        srv("_imaps._tcp", 993, "imap.evil.example");
        srv("_imaps._tcp", 993, "mail.old.example");
        servers.addAll(List.of("imap.evil.example:993", "mail.old.example:993"));
        assertThat(discover("old.example").servers())
                .extracting(one -> one.candidate().server().host())
                .containsExactly("mail.old.example", "imap.evil.example", "gone.old.example");
    }

    @Test
    void errorOfOneLookShouldBeThatServersFailure() throws Exception {
        srv("_imaps._tcp", 993, "odd.old.example");
        srv("_imaps._tcp", 993, "mail.old.example");
        broken.add("odd.old.example:993");
        servers.add("mail.old.example:993");
        Discovered found = discover("old.example");
        assertThat(server(found).host()).isEqualTo("mail.old.example");
        assertThat(found.servers().get(1).failure()).contains("broken");
    }

    /** Each waits for all the others: one after the other would never end. */
    @Test
    void questionsShouldBeAskedAtOnce() throws Exception {
        CountDownLatch together = new CountDownLatch(8);
        DnsLookup dns =
                new DnsLookup() {
                    @Override
                    public List<ServiceRecord> services(String name) throws IOException {
                        meet(together);
                        return List.of();
                    }

                    @Override
                    public List<String> exchanges(String domain) throws IOException {
                        meet(together);
                        return List.of();
                    }
                };
        Discovered found =
                new Discovery(
                                dns,
                                address -> {
                                    meet(together);
                                    throw new IOException("no such host");
                                },
                                this::look)
                        .of(MailDomain.read("old.example", ""));
        assertThat(found.clues()).contains("MX old.example: none");
    }

    private static void meet(CountDownLatch together) throws IOException {
        together.countDown();
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void otherServicesShouldBeShownAndNotTried() throws Exception {
        srv("_carddavs._tcp", 443, "dav.old.example");
        page("old.example/.well-known/jmap", "application/json", "{}");
        Discovered found = discover("old.example");
        assertThat(found.clues())
                .contains(
                        "SRV _carddavs._tcp.old.example: dav.old.example:443 (not tried)",
                        "JMAP: https://old.example/.well-known/jmap");
        assertThat(tried).noneMatch(at -> at.startsWith("dav."));
    }

    @Test
    void silentDnsShouldBeToldAndNotEndTheSearch() throws Exception {
        dnsIsDown = true;
        page(
                "autoconfig.old.example/mail/config-v1.1.xml",
                "text/xml",
                CONFIG.formatted("imap.old.example"));
        servers.add("imap.old.example:993");
        Discovered found = discover("old.example");
        assertThat(found.clues()).contains("MX: DNS does not answer");
        assertThat(found.firstFailure()).contains("SRV _imaps._tcp: DNS does not answer");
        assertThat(server(found).host()).isEqualTo("imap.old.example");
    }

    @Test
    void signInShouldBeWhatTheServerOffers() {
        assertThat(OfferedSignIn.of(facts(List.of("PLAIN"), false), Optional.empty()))
                .contains("password");
        assertThat(OfferedSignIn.of(facts(List.of(), true), Optional.empty())).contains("password");
        assertThat(OfferedSignIn.of(facts(List.of("XOAUTH2"), false), Optional.empty()))
                .contains("xoauth2");
        assertThat(
                        OfferedSignIn.of(
                                facts(List.of("XOAUTH2", "OAUTHBEARER"), false), Optional.empty()))
                .contains("oauthbearer");
        assertThat(OfferedSignIn.of(facts(List.of("GSSAPI"), false), Optional.empty())).isEmpty();
    }
}
