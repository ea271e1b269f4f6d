package io.mailcaravan.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.testkit.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the ways to tokens a store's settings name, and what is said where it is none. */
class OAuthSettingsTest {

    @TempDir private Path folder;

    private Tokens tokens(String settings) {
        Map<String, String> values = new HashMap<>(Map.of("type", "imap"));
        for (String setting : settings.split(" ")) {
            String[] pair = setting.split("=", 2);
            values.put("oauth." + pair[0], pair[1]);
        }
        StoreSettings of = new StoreSettings("acme", values, folder).with(OAuthSettings.ALL);
        return OAuthSettings.tokens(of, "imap-at-microsoft", "imap-at-google");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-id=x client-secret=y | oauth.token-url | or oauth.tenant",
                "tenant=acme.example client-secret=y | oauth.client-id | needed",
                "tenant=acme.example client-id=x | oauth.client-secret | oauth.client-certificate",
                "tenant=a/b client-id=x client-secret=y | oauth.tenant | no tenant",
                "token-url=http://a/b client-id=x client-secret=y | oauth.token-url | no https",
                "access-token=x refresh-token=y | oauth.access-token | already",
                "access-token=x tenant=y | oauth.tenant | nothing uses it beside oauth.access-token",
                "access-token-file=x scope=y | oauth.scope | nothing uses it",
                "service-account-file=account.json client-id=x | oauth.client-id | nothing uses it",
                "service-account-file=account.json | oauth.service-account-file | no key file",
                "tenant=a client-id=x client-secret=y client-certificate=account.json"
                        + " | oauth.client-certificate | already",
                "tenant=a client-id=x client-certificate=account.json"
                        + " | oauth.client-certificate | no certificate in it",
                "tenant=a client-id=x client-secret=y ca-file=account.json"
                        + " | oauth.ca-file | certificate"
            })
    void whatIsMissingOrTooMuchShouldBeNamed(String settings, String key, String why)
            throws Exception {
        Files.writeString(folder.resolve("account.json"), "{}");
        assertThatThrownBy(() -> tokens(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.acme." + key)
                .hasMessageContaining(why);
    }

    /** A signed assertion is sent there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://oauth2.old.example/token",
                "ftp://oauth2.old.example/token",
                "//oauth2.old.example/token",
                "token",
                "https:/token",
                "https:token",
                "file:///etc/passwd"
            })
    void keyFileShouldNotLeadAwayFromHttps(String address) throws Exception {
        TokenIssuer.keyFile(folder, address);
        assertThatThrownBy(() -> tokens("service-account-file=account.json"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "caravan.stores.acme.oauth.service-account-file",
                        "token_uri",
                        "no https address");
    }

    @Test
    void givenTokenShouldBeTakenAsItIs() throws Exception {
        assertThat(tokens("access-token=abc").of("anna").secret().reveal()).isEqualTo("abc");
        Files.writeString(folder.resolve("token"), " def\n");
        assertThat(tokens("access-token-file=token").of("anna").secret().reveal()).isEqualTo("def");
    }
}
