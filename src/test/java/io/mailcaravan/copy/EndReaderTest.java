package io.mailcaravan.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndReaderTest {

    private String host = "imap.found.example";
    private String user = "alice@old.example";
    private Optional<Path> authorities = Optional.empty();

    private final EndReader reader =
            new EndReader(
                    (address, place, caFile) -> {
                        authorities = caFile;
                        return new MailServer(
                                ServerAddress.of(host, ServerAddress.IMPLICIT), user, Map.of());
                    });

    private CopyEnd read(String typed) throws MailboxException {
        return reader.read("FROM", typed, Optional.of(Path.of("ca.pem")));
    }

    @Test
    void imapsShouldBeTlsFromTheFirstByte() throws MailboxException {
        CopyEnd end = read("imaps://alice@Old.Example");
        assertThat(end.mailbox()).isEqualTo("alice");
        assertThat(end.settings())
                .containsExactly(entry("type", "imap"), entry("host", "old.example"));
    }

    /** By the store imap each label of a message would be one more message. */
    @Test
    void gmailShouldBeTheStoreThatKnowsLabels() throws MailboxException {
        CopyEnd end = read("imaps://alice%40acme.example@imap.gmail.com");
        assertThat(end.settings()).containsEntry("type", "gmail").containsEntry("auth", "password");
        assertThat(end.takesPassword()).isTrue();
    }

    @Test
    void imapShouldBeStarttlsAndNeverClearText() throws MailboxException {
        assertThat(read("imap://alice@old.example:1143").settings())
                .containsExactly(
                        entry("type", "imap"),
                        entry("host", "old.example"),
                        entry("port", "1143"),
                        entry("tls", "starttls"));
    }

    @Test
    void usualPortShouldMakeNoOtherStore() throws MailboxException {
        assertThat(read("imaps://alice@old.example:993/"))
                .extracting(CopyEnd::store, CopyEnd::settings)
                .containsExactly(
                        read("imaps://bob@old.example.").store(),
                        read("imaps://bob@old.example").settings());
    }

    @ParameterizedTest
    @CsvSource({
        "imaps://alice%40old.example@imap.old.example, alice@old.example",
        "imaps://alice@old.example@imap.old.example, alice@old.example",
        "imaps://M%C3%BCller@imap.old.example, M\u00fcller",
        "imaps://a%3Ab%2Fc%25@imap.old.example, a:b/c%",
        "imaps://a%20b@imap.old.example, a b"
    })
    void namesOfUsersShouldBeDecoded(String url, String user) throws MailboxException {
        assertThat(read(url).mailbox()).isEqualTo(user);
    }

    /** As advice names it. */
    @ParameterizedTest
    @ValueSource(strings = {"alice@old.example", "a:b/c%?#+d e", "M\u00fcller", "a&b=\"c\"", "a*b"})
    void urlOfAServerShouldBeReadAsItIsMeant(String name) throws MailboxException {
        ServerAddress server = new ServerAddress("old.example", 1143, ServerAddress.STARTTLS);
        CopyEnd end = read(server.url(name));
        assertThat(end.user()).isEqualTo(name);
        assertThat(end.settings()).containsAllEntriesOf(server.settings());
    }

    @ParameterizedTest
    @CsvSource({
        "imaps://a@mail.a-b.example, imaps://a@mail.a.b.example",
        "imaps://a@old.example, imaps://a@old.example:1993",
        "imaps://a@old.example:1993, imaps://a@old-1993.example",
        "imaps://a@[2001:db8::1], imaps://a@[2001:db8::11]",
        "imaps://a@[2001:db8::1]:1993, imaps://a@[2001:db8::1:1993]",
        "maildir:/backup/alice, mbox:/backup/alice",
        "maildir:/backup/alice, maildir:/backup2/alice",
        "maildir:/backup/alice, maildir:/backup/bob"
    })
    void differentPlacesShouldBeDifferentStores(String one, String other) throws MailboxException {
        assertThat(read(one).store()).isNotEqualTo(read(other).store());
        assertThat(read(one).store()).matches("[a-z0-9_-]+");
    }

    @ParameterizedTest
    @CsvSource({
        "maildir:/backup/alice, /backup/{mailbox}, alice",
        "maildir:///backup/./x/../alice/, /backup/{mailbox}, alice",
        "maildir:/home/alice/Maildir, /home/{mailbox}/Maildir, alice",
        "maildir:/home/alice/.maildir, /home/{mailbox}/.maildir, alice",
        "maildir:/home/m\u00fc ller/Maildir, /home/m\u00fc ller/{mailbox}, Maildir",
        "maildir:/backup/.alice, /backup/.{mailbox}, alice",
        "mbox:/srv/alice.mbox, /srv/{mailbox}.mbox, alice",
        "mbox:/srv/All mail.mbox, /srv/All {mailbox}.mbox, mail",
        "eml:/srv/alice.ZIP, /srv/{mailbox}.ZIP, alice",
        "eml:/srv/\u65e5\u672c\u8a9e, /{mailbox}/\u65e5\u672c\u8a9e, srv",
        "maildir:/a/a b, '/a/{mailbox} b', a"
    })
    void pathShouldHoldTheMailboxsName(String typed, String path, String mailbox)
            throws MailboxException {
        CopyEnd end = read(typed);
        assertThat(end.settings().get("path")).isEqualTo(path);
        assertThat(end.mailbox()).isEqualTo(mailbox);
        assertThat(end.path()).contains(path.replace("{mailbox}", mailbox));
    }

    @Test
    void relativePathShouldStartInTheWorkingFolder() throws MailboxException {
        assertThat(read("maildir:target/alice").path())
                .contains(Path.of("target/alice").toAbsolutePath().toString());
    }

    @Test
    void addressShouldBeLookedUp() throws MailboxException {
        CopyEnd end = read("alice@old.example");
        assertThat(end.mailbox()).isEqualTo("alice@old.example");
        assertThat(end.settings()).contains(entry("host", "imap.found.example"));
        assertThat(authorities).contains(Path.of("ca.pem"));
    }

    /** Whatever was found this time: the ledger knows it by these names. */
    @Test
    void addressShouldBeTheSameEndOnEveryServer() throws MailboxException {
        CopyEnd one = read("alice@Old.Example");
        host = "mail.other.example";
        user = "alice";
        CopyEnd other = read("alice@old.example");
        assertThat(other.store()).isEqualTo(one.store()).isEqualTo("old-example");
        assertThat(other.mailbox()).isEqualTo(one.mailbox()).isEqualTo("alice@old.example");
        assertThat(other.identity()).isEqualTo(one.identity());
        assertThat(other.user()).isEqualTo("alice");
        assertThat(other.settings()).contains(entry("host", "mail.other.example"));
    }

    /** The domain's own host may be another server than the one for its mail. */
    @Test
    void addressShouldNotBeTheEndOfAHostWithThatName() throws MailboxException {
        assertThat(read("alice@old.example").identity())
                .isNotEqualTo(read("imaps://alice%40old.example@old.example").identity());
    }

    @Test
    void administratorShouldSignInForTheNameThatTheServerKnows() throws MailboxException {
        user = "alice";
        assertThat(read("alice@old.example").with(Map.of("auth", "master-user")).mailbox())
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imaps://alice:sesame@old.example",
                "imaps://alice:se/same@old.example:993",
                "imap://alice:sesame@x@old.example/INBOX",
                "imaps://alice:sesame",
                "imaps://old.example:sesame",
                "imaps://alice@old.example:sesame",
                "alice:sesame@old.example",
                "alice_b:sesame@old.example",
                "j\u00fcrgen:sesame@old.example",
                "1alice:sesame@old.example",
                "alice@old.example:sesame",
                "alice@stra\u00dfe.example:sesame",
                "alice smith:sesame@old.example",
                "imaps//alice:sesame@old.example",
                "./alice:sesame@old.example",
                "mbox://alice:sesame@localhost/x",
                "maildir://alice@localhost:sesame/x",
                "http://alice:sesame@old.example"
            })
    void passwordShouldBeRefusedAndNotShown(String typed) {
        assertThatThrownBy(() -> read(typed))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .doesNotContain("sesame", "se/same");
    }

    /** They go into lines of files: a comment, a list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "maildir:/a\nb",
                "maildir:/a\u0085b",
                "maildir:/a\u2028b",
                "maildir:/a\u202eb",
                "imaps://al\u2029ice@old.example",
                "imaps://al%E2%80%A8ice@old.example",
                "imaps://al%C2%85ice@old.example",
                "imaps://al%0Aice@old.example"
            })
    void whatBreaksALineShouldBeRefused(String typed) {
        assertThatThrownBy(() -> read(typed)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void passwordInAUrlShouldComeWithAdvice() {
        assertThatThrownBy(() -> read("imaps://alice:sesame@old.example"))
                .hasMessageStartingWith("FROM imaps://alice:*****@old.example: a password in it")
                .hasMessageContainingAll("--from-password", "history", "%3A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imapss://alice@old.example | Did you mean 'imaps:'?",
                "pop3://alice@old.example | no such kind of mailbox",
                "imaps://old.example | it does not say whose mailbox",
                "imaps://@old.example | it does not say whose mailbox",
                "imaps:alice@old.example | it has no //",
                "imaps://alice@ | it names no host",
                "imaps://alice@:993 | it names no host",
                "imaps://alice@old.example:0 | is no port",
                "imaps://alice@old.example:99999 | is no port",
                "imaps://alice@old.example:x | is no port",
                "imaps://alice@old.example/INBOX | a whole mailbox is copied",
                "imaps://alice@old.example?x=y | a whole mailbox is copied",
                "imaps://alice@old_exa$mple | is no name of a host",
                "imaps://alice@old..example | is no name of a host",
                "imaps://alice@-old.example | is no name of a host",
                "imaps://alice@old.1993 | is no name of a host",
                "imaps://alice@stra\u00dfe.example | U+00DF",
                "imaps://alice@na\u200dme.example | beginning with xn--",
                "imaps://al%zzice@old.example | Write %25",
                "imaps://al%ffice@old.example | Write %25",
                "imaps://al%00ice@old.example | Write %25",
                "imaps://al ice@old.example | it has a space in it",
                "imaps://alice@old example | it has a space in it",
                "alice smith@old.example | it has a space in it",
                "@old.example | nothing is before its @",
                "alice@ | nothing is behind its @",
                "alice | there is no @ in it",
                "/backup/alice | Write maildir:/backup/alice, mbox:",
                "maildir: | it names no mailbox",
                "maildir:/ | it names no mailbox",
                "maildir://backup/alice | with one slash",
                "maildir:~/Maildir | $HOME",
                "maildir:/x/{mailbox} | Name one mailbox",
                "maildir:/\u65e5\u672c\u8a9e | no part of its path"
            })
    void mistakeShouldBeNamedWithWhatWouldDo(String typed, String words) {
        assertThatThrownBy(() -> read(typed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("FROM")
                .hasMessageContaining(words);
    }
}
