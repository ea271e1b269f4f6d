package io.mailcaravan.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSettingsTest {

    private static PostgresSettings of(String url) {
        return new PostgresSettings(url, "", null, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/c?user=anna&password=ses%24ame, jdbc:postgresql://db/c",
        "jdbc:postgresql://db:5432/c?ssl=true&password=ses%24ame&user=anna,"
                + " jdbc:postgresql://db:5432/c?ssl=true",
        "jdbc:postgresql:c?password=ses%24ame&user=anna, jdbc:postgresql:c",
        "'jdbc:postgresql://a:1,b:2/c?user=anna&password=ses%24ame', 'jdbc:postgresql://a:1,b:2/c'",
        "jdbc:postgresql://[::1]:5432/c?user=anna&password=ses%24ame,"
                + " jdbc:postgresql://[::1]:5432/c"
    })
    void userAndPasswordShouldLeaveTheUrl(String url, String rest) {
        PostgresSettings settings = of(url);
        assertThat(settings.url()).isEqualTo(rest);
        assertThat(settings.username()).isEqualTo("anna");
        assertThat(settings.password().reveal()).isEqualTo("ses$ame");
        assertThat(settings.toString()).doesNotContain("ses");
        assertThat(LedgerDatabase.postgresql(settings).place()).doesNotContain("ses");
    }

    @Test
    void settingsOfTheirOwnShouldCountMore() {
        PostgresSettings settings =
                new PostgresSettings(
                        "jdbc:postgresql://db/c?user=x&password=y", "anna", new Secret("z"), 10);
        assertThat(settings.username()).isEqualTo("anna");
        assertThat(settings.password().reveal()).isEqualTo("z");
    }

    @Test
    void otherSecretsOfTheDriverShouldNotBeShown() {
        PostgresSettings settings = of("jdbc:postgresql://db/c?sslpassword=sesame");
        assertThat(settings.url()).endsWith("sslpassword=sesame");
        assertThat(settings.toString()).isEqualTo("jdbc:postgresql://db/c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://anna:sesame@db/c",
                "jdbc:postgresql://anna:ses/ame@db/c",
                "jdbc:postgresql://anna:ses?ame@db/c",
                "jdbc:postgresql://anna:sesame@db:5432/c?ssl=true",
                "jdbc:postgresql://db:sesame/c",
                "jdbc:postgresql://sesame@/c",
                "jdbc:postgresql://db/c?password=%sesame"
            })
    void userBeforeTheHostShouldBeRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.datasource.url")
                .hasMessageNotContaining("ses")
                .hasMessageNotContaining("ame@");
    }
}
