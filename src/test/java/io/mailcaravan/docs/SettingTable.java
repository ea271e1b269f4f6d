package io.mailcaravan.docs;

import io.mailcaravan.config.Setting;
import java.util.List;
import java.util.stream.Collectors;

/** The table of some settings, made from their declarations. */
final class SettingTable {

    private static final String SECRET = "; also as `file:PATH`, `env:NAME` or `${NAME}`";

    private SettingTable() {}

    /**
     * @param prefix what the keys in the table begin with; empty where the page says it
     */
    static String of(String prefix, List<? extends Setting<?>> settings) {
        if (settings.isEmpty()) {
            return "It has no settings of its own.\n";
        }
        return "| key | default | meaning |\n| --- | --- | --- |\n"
                + settings.stream()
                        .map(setting -> row(prefix, setting))
                        .collect(Collectors.joining());
    }

    private static String row(String prefix, Setting<?> setting) {
        String unit = setting.unit().isEmpty() ? "" : setting.unit() + " ";
        return "| `%s` | %s | %s |\n"
                .formatted(
                        prefix + setting.key(),
                        setting.otherwise().words(),
                        unit + setting.meaning() + (setting.type().hidden() ? SECRET : ""));
    }
}
