package io.mailcaravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {

    private enum Way {
        BY_SEA,
        BY_LAND
    }

    private static <T> T read(SettingType<T> type, String text) {
        return type.reader().apply(new WrittenSetting("a.key", text, Path.of("."), "Advice."));
    }

    /** As Quarkus reads them. */
    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "5s, PT5S",
        "1M, PT1M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "2d, P2D",
        "pt5s, PT5S",
        "PT1M, PT1M"
    })
    void timesShouldBeReadAsPeopleWriteThem(String text, Duration meant) {
        assertThat(read(SettingType.duration(), text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5 s", "5x", "PT", "99999999999999999999"})
    void whatIsNoTimeShouldBeRefused(String text) {
        assertThatThrownBy(() -> read(SettingType.duration(), text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a.key: '" + text + "' is no duration")
                .hasMessageContaining("Advice.");
    }

    @Test
    void choicesShouldBeWrittenInLowerCase() {
        SettingType<Way> type = SettingType.oneOf(Way.values());
        assertThat(type.choices()).containsExactly("by-sea", "by-land");
        assertThat(read(type, "By-Land")).isEqualTo(Way.BY_LAND);
        assertThat(type.writer().apply(Way.BY_SEA)).isEqualTo("by-sea");
        assertThatThrownBy(() -> read(type, "by-air"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'by-air' is none of by-sea, by-land")
                .hasMessageContaining("Advice.");
        assertThatThrownBy(() -> read(type, "By-See"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Did you mean 'by-sea'?");
    }
}
