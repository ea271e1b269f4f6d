package io.mailcaravan.mapping;

import io.mailcaravan.config.TextFile;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * New names for keywords and flags, from a file with lines {@code old=new}; nothing after the
 * {@code =} drops it. Without a file all stay as they are.
 */
public final class FlagMapping {

    /** Changes nothing. */
    public static final FlagMapping NONE = new FlagMapping(Map.of());

    private static final String ADVICE =
            "Write lines such as $Label1=$Important, NonJunk= (dropped) or Important=\\Flagged.";

    private final Map<String, String> names;

    private FlagMapping(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /**
     * @throws ConfigurationException naming file, line and what would do
     */
    public static FlagMapping of(Optional<Path> file) {
        return file.map(TextFile::read).map(FlagMapping::parse).orElse(NONE);
    }

    private static FlagMapping parse(TextFile file) {
        Map<String, String> names = new HashMap<>();
        for (TextFile.Line line : file.lines()) {
            int equals = line.text().indexOf('=');
            if (equals < 1) {
                throw new ConfigurationException(
                        line.place(), "'" + line.text() + "' is no renaming", ADVICE);
            }
            String old = checked(line, line.text().substring(0, equals).strip());
            String renamed = line.text().substring(equals + 1).strip();
            String before = names.put(key(old), renamed.isEmpty() ? "" : checked(line, renamed));
            if (before != null) {
                throw new ConfigurationException(
                        line.place(),
                        "'" + old + "' is renamed twice",
                        "Keep one of the two lines; case does not matter.");
            }
        }
        return new FlagMapping(names);
    }

    /** The flags with their new names. Names are replaced once: {@code a=b, b=a} swaps. */
    public Flags map(Flags flags) {
        if (names.isEmpty() || flags.isEmpty()) {
            return flags;
        }
        List<String> mapped =
                Stream.concat(
                                flags.system().stream().map(SystemFlag::text),
                                flags.keywords().stream().map(Keyword::name))
                        .map(name -> names.getOrDefault(key(name), name))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(ArrayList::new));
        return Flags.of(mapped);
    }

    /** Whether nothing is renamed. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    private static String checked(TextFile.Line line, String name) {
        boolean good =
                name.startsWith("\\")
                        ? SystemFlag.parse(name).isPresent()
                        : name.matches("[!-~&&[^(){%*\"\\\\\\]]]+");
        if (!good) {
            throw new ConfigurationException(
                    line.place(), "'" + name + "' is neither a keyword nor a system flag", ADVICE);
        }
        return name;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
