package io.mailcaravan;

import static io.mailcaravan.config.ProgramSettings.TNEF_KEEP_ORIGINAL;
import static io.mailcaravan.config.ProgramSettings.TNEF_KEEP_RTF;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code caravan.tnef.KEY}. */
final class ConfiguredTnef {

    private static final String GROUP = "tnef.";

    private static final Set<String> KEYS =
            Stream.of(TNEF_KEEP_ORIGINAL, TNEF_KEEP_RTF)
                    .map(setting -> setting.key().substring(GROUP.length()))
                    .collect(Collectors.toSet());

    private ConfiguredTnef() {}

    static TnefOptions read(ProgramSettings settings) {
        for (String key : settings.keysBelow(GROUP)) {
            check(settings, key);
        }
        return new TnefOptions(
                TnefOptions.DEFAULT.limits(),
                settings.get(TNEF_KEEP_ORIGINAL),
                settings.get(TNEF_KEEP_RTF));
    }

    private static void check(ProgramSettings settings, String key) {
        if (!KEYS.contains(key)) {
            throw new ConfigurationException(
                    settings.place(GROUP + key),
                    "the step tnefToMime has no such setting",
                    NearestWord.of(key, KEYS)
                            .map(near -> "Did you mean '" + settings.fullKey(GROUP + near) + "'?")
                            .orElse("It has keep-original and keep-rtf."));
        }
    }
}
