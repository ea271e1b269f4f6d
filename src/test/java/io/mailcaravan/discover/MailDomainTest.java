package io.mailcaravan.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDomainTest {

    @ParameterizedTest
    @CsvSource({
        "alice@Old.Example, old.example",
        "old.example., old.example",
        "a@b@old.example, old.example",
        "alice@m\u00fcller.example, xn--mller-kva.example"
    })
    void addressAndDomainShouldBothDo(String text, String domain) {
        assertThat(MailDomain.read(text, text).name()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "@old.example",
                "alice@",
                "127.0.0.1",
                "10.0.0.10",
                "a b.example",
                "https://old.example",
                "old..example",
                "-old.example",
                "old.example/x",
                "old.example:993"
            })
    void whatIsNoDomainShouldBeRefused(String text) {
        assertThatThrownBy(() -> MailDomain.read(text, text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("alice@old.example");
    }

    /** By older rules these are other names, strasse.example for one, with owners of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stra\u00dfe.example",
                "STRA\u1e9eE.example",
                "\u03b2\u03cc\u03bb\u03bf\u03c2.example",
                "na\u200dme.example",
                "na\u200cme.example"
            })
    void domainThatMayBeAnotherOnesShouldBeRefused(String domain) {
        assertThatThrownBy(() -> MailDomain.read("alice@" + domain, "FROM"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("FROM: ");
    }

    @Test
    void formOfDnsShouldBeAskedForWhereRulesDiffer() {
        assertThatThrownBy(() -> MailDomain.read("alice@stra\u00dfe.example", "FROM"))
                .hasMessageContainingAll("U+00DF", "xn--");
        assertThat(MailDomain.read("alice@xn--strae-oqa.example", "FROM").name())
                .isEqualTo("xn--strae-oqa.example");
    }

    /** Nor is it told to a web server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice:sesame@old.example",
                "alice@old.example:sesame",
                "old.example:sesame",
                "imaps://alice:sesame@old.example",
                "al\u001bice@old.example",
                "alice<x@old.example"
            })
    void whatIsNoAddressShouldNotBeShownBehindAColon(String text) {
        assertThatThrownBy(() -> MailDomain.read(text, "ADDRESS"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void domainShouldOwnWhatLiesBelowIt() {
        MailDomain domain = MailDomain.read("old.example", "");
        assertThat(domain.owns("old.example")).isTrue();
        assertThat(domain.owns("a.b.old.example")).isTrue();
        assertThat(domain.owns("evil-old.example")).isFalse();
        assertThat(domain.owns("old.example.evil.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com, imap.gmail.com",
        "smtp.google.com, imap.gmail.com",
        "aspmx2.googlemail.com, imap.gmail.com",
        "old-example.mail.protection.outlook.com, outlook.office365.com",
        "old-example.v-v1.mx.microsoft, outlook.office365.com",
        "mta5.am0.yahoodns.net, imap.mail.yahoo.com",
        "mx01.mail.icloud.com, imap.mail.me.com",
        "mx.zoho.com, imappro.zoho.com",
        "mx2.zoho.eu, imappro.zoho.eu",
        "mx.zoho.com.au, imappro.zoho.com.au"
    })
    void providersShouldBeKnownByTheirExchanges(String exchange, String host) {
        assertThat(MailProvider.of(exchange).orElseThrow().candidate(exchange).server().host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.google.com.evil.example", "evilgoogle.com",
                        "protection.outlook.com.evil.example",
                "evil-yahoodns.net", "mx.zoho.evil.example", "mx.old.example"
            })
    void likenessShouldMakeNoProvider(String exchange) {
        assertThat(MailProvider.of(exchange)).isEmpty();
    }
}
