package io.mailcaravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.cli.QuarkusSource;
import io.mailcaravan.mailbox.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTextTest {

    private static final String PASSWORD = "caravan.stores.a.password";

    private static SettingSource config(Map<String, String> values) {
        return new QuarkusSource(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build());
    }

    private static String password(String value, String... more) {
        Map<String, String> values = new HashMap<>(Map.of(PASSWORD, value));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return SettingText.read(config(values), PASSWORD).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pa$$word",
                "pa${ss",
                "pa${ss}word",
                "${a}${b}",
                "$",
                "$${x}",
                "a\\${b",
                "}{",
                "a,b",
                "${env:ACME_NEW}",
                "${file:acme.secret}"
            })
    void passwordShouldBeReadAsItStands(String password) {
        assertThat(password(password)).isEqualTo(password);
        // also where a variable holds it
        assertThat(password("${ACME}", "ACME", password)).isEqualTo(password);
    }

    @Test
    void anyPasswordShouldBeReadAsItStands() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder("s");
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append("${}:\\ax".charAt(random.nextInt(7)));
            }
            assertThat(password(text.toString())).isEqualTo(text.toString());
        }
    }

    @Test
    void referenceAsAWholeShouldBeLookedUp() {
        assertThat(password("${ACME}", "ACME", "sesame")).isEqualTo("sesame");
        assertThat(password(" ${acme.one} ", "acme.one", "${TWO}", "TWO", "sesame"))
                .isEqualTo("sesame");
        assertThat(password("${NONE:sesame}")).isEqualTo("sesame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${sesame}", "${NOT_SET}"})
    void missingReferenceShouldBeToldWithoutAValue(String value) {
        assertThatThrownBy(() -> password(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(PASSWORD + ": refers to something that is not set")
                .hasMessageNotContaining("sesame");
    }

    /** Also under a key that is misspelt, and so no secret for us. */
    @ParameterizedTest
    @ValueSource(strings = {"ses${ame", "ses${ame}", "${sesame}", "${sesame:${ame}"})
    void noErrorShouldShowAValue(String value) {
        for (String key : new String[] {PASSWORD, "caravan.stores.a.pasword"}) {
            try {
                assertThat(SettingText.read(config(Map.of(key, value)), key)).isNotNull();
            } catch (ConfigurationException e) {
                assertThat(e.getMessage()).doesNotContain("ses", "ame");
            }
        }
    }

    @Test
    void secretsShouldBeKnownByTheirKey() {
        for (String key :
                new String[] {
                    "password",
                    "caravan.stores.a.admin-password",
                    "caravan.datasource.password",
                    "caravan.stores.a.oauth.client-secret",
                    "caravan.stores.a.oauth.refresh-token"
                }) {
            assertThat(Secrets.isSecret(key)).as(key).isTrue();
        }
        assertThat(Secrets.isSecret("caravan.stores.a.oauth.token-url")).isFalse();
    }
}
