package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.config.ConfigurationFile;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.PropertyText;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as {@code copy} writes them and all commands read them again. */
class SavedSettingsTest {

    private static final Setting<String> PATH = Setting.of("path", SettingType.text());

    private static final Setting<Secret> PASSWORD =
            Setting.of("admin-password", SettingType.secret());

    @TempDir Path folder;

    private StoreSettings read(String text) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("application.properties"),
                        "caravan.stores.a.type=maildir\n" + text);
        ConfigurationFile.check(file, Optional.of("test"));
        List<StoreSettings> stores = StandaloneConfig.read(file).stores();
        assertThat(stores).hasSize(1);
        return stores.get(0).with(List.of(PATH, PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a$$b",
                "/a$b",
                "/a\\$b",
                "/a\\\\$$b\\",
                "/${b}/$${b}/\\${b}",
                "/${",
                "$",
                "/ #a !b=c:d # e",
                "/a\tb\u0001\u007f\u0085\u2028\u202ec",
                "x\ncaravan.stores.b.type=maildir",
                "x\r\ncaravan.stores.b.type=maildir",
                "/\u00fc/\u65e5\u672c\u8a9e/\ud83d\ude00"
            })
    void settingShouldBeReadAsItWasGiven(String value) throws Exception {
        assertThat(read(PropertyText.line("caravan.stores.a.path", value)).find(PATH))
                .contains(value);
    }

    /** References are not expanded in what is a secret, nor is an escape taken away. */
    @Test
    void placeOfASecretShouldBeReadAsItWasGiven() throws Exception {
        Path secret = Files.writeString(folder.resolve("a$$b\\c"), "sesame");
        String line = PropertyText.line("caravan.stores.a.admin-password", "file:" + secret);
        assertThat(read(line).find(PASSWORD).orElseThrow().reveal()).isEqualTo("sesame");
    }

    /** The command line hands paths on as system properties, which are expanded, too. */
    @ParameterizedTest
    @ValueSource(strings = {"/a$$b", "/a\\$b", "/${b}"})
    void literalShouldBeReadAsItWasGiven(String value) throws Exception {
        String key = ProgramSettings.key(ProgramSettings.STATE);
        String before = System.getProperty(key);
        try {
            System.setProperty(key, PropertyText.literal(value));
            ProgramSettings settings = StandaloneConfig.read(folder.resolve("none"));
            assertThat(settings.get(ProgramSettings.STATE)).isEqualTo(value);
        } finally {
            if (before == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, before);
            }
        }
    }
}
