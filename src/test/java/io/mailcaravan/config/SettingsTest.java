package io.mailcaravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Setting<String> HOST =
            Setting.of("host", SettingType.text()).required().advice("Set it to a host.");

    private static final Setting<Integer> WAIT =
            Setting.of("wait", SettingType.number(1, 60)).standard(5).unit("seconds");

    private static final Setting<Boolean> LOUD =
            Setting.of("loud", SettingType.flag()).standard(false);

    private static StoreSettings store(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("type", "echo"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new StoreSettings("a", values, Path.of(".")).with(List.of(HOST, WAIT, LOUD));
    }

    @Test
    void valueShouldComeBeforeTheStandardOne() {
        assertThat(store().get(WAIT)).isEqualTo(5);
        assertThat(store().find(WAIT)).isEmpty();
        assertThat(store("wait", " ").get(WAIT)).isEqualTo(5);
        assertThat(store("wait", " 7 ").get(WAIT)).isEqualTo(7);
        assertThat(store("loud", "TRUE").get(LOUD)).isTrue();
    }

    @Test
    void whatIsMissingOrWrongShouldBeToldWithItsWholeKey() {
        assertThatThrownBy(() -> store().get(HOST))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.a.host: not set")
                .hasMessageContaining("Set it to a host.");
        assertThatThrownBy(() -> store("wait", "61").get(WAIT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.a.wait: '61' is no number from 1 to 60");
        assertThatThrownBy(() -> store("loud", "yes").get(LOUD))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.a.loud: 'yes' is neither true nor false");
    }

    @Test
    void whatIsNotDeclaredShouldNeitherBeReadNorPass() {
        Setting<String> other = Setting.of("port", SettingType.text());
        assertThatThrownBy(() -> store("port", "1").find(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caravan.stores.a.port is not declared");
        assertThatThrownBy(() -> store("hots", "x").checkKeys())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a store of type echo has no such setting")
                .hasMessageContaining("Did you mean 'host'?");
        assertThatThrownBy(() -> store("colour", "red").checkKeys())
                .hasMessageContaining(
                        "It has: bytes-per-day, bytes-per-day-per-mailbox, bytes-per-second, host,"
                                + " loud, type, wait.");
        store("bytes-per-day", "1GB").checkKeys();
    }

    @Test
    void whatNobodyHasAskedForShouldBeKnown() {
        StoreSettings settings = store("host", "x");
        assertThat(settings.unread()).contains(HOST, WAIT);
        settings.get(WAIT);
        assertThat(settings.unread()).contains(HOST).doesNotContain(WAIT);
    }
}
