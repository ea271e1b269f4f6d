package io.mailcaravan.copy;

import io.mailcaravan.config.Secrets;
import io.mailcaravan.config.Setting;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of an end's store that the user gives beside its URL: {@code ca-file=acme.pem}. */
public final class EndSettings {

    public static final String CA_FILE = "ca-file";

    /** Told by the end itself. */
    static final Set<String> OF_THE_END =
            Set.of("type", "host", "port", "path", "username", "password");

    /** Types of settings whose relative values start in the working folder. */
    private static final Set<String> PATHS = Set.of("file", "path");

    private EndSettings() {}

    /**
     * By their keys, such that they mean the same wherever they are written.
     *
     * @param option that they were given with, for errors
     * @param given each {@code KEY=VALUE}
     * @param declared what stores of the end's type have
     * @throws ConfigurationException for one that is no setting to be given here; not for one that
     *     the store does not know
     */
    public static Map<String, String> read(
            CopyEnd end, String option, List<String> given, List<Setting<?>> declared) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String one : given) {
            int equals = one.indexOf('=');
            String key = equals < 0 ? one.strip() : one.substring(0, equals).strip();
            String value = equals < 0 ? "" : one.substring(equals + 1).strip();
            if (equals < 0 || key.isEmpty() || value.isEmpty()) {
                // one without a key may be a password
                throw new ConfigurationException(
                        option,
                        "it is not written KEY=VALUE",
                        "Name a setting of the store: " + option + " ca-file=acme.pem.");
            }
            String place = option + " " + key;
            checkKey(end, place, key);
            Optional<Setting<?>> setting =
                    declared.stream().filter(known -> known.key().equals(key)).findFirst();
            settings.put(key, value(place, key, value, setting));
        }
        return settings;
    }

    /**
     * The file with certificate authorities that is given, absolute; empty where none is. Nothing
     * else of them is looked at yet.
     */
    public static Optional<Path> caFile(List<String> given) {
        return given.stream()
                .map(one -> one.split("=", 2))
                .filter(one -> one.length == 2 && one[0].strip().equals(CA_FILE))
                .filter(one -> !one[1].isBlank())
                .map(one -> Path.of(one[1].strip()).toAbsolutePath().normalize())
                .reduce((one, later) -> later);
    }

    private static void checkKey(CopyEnd end, String place, String key) {
        if (key.equals("password")) {
            throw new ConfigurationException(
                    place,
                    "a password has an option of its own",
                    "Write " + place.replaceFirst("-set .*", "-password") + ".");
        }
        if (end.isAddress() && (OF_THE_END.contains(key) || key.equals("tls"))) {
            throw new ConfigurationException(
                    place,
                    "the server of " + end.typed() + " is looked for, and that goes with it",
                    "Write the server's URL in place of the address: imaps://USER@HOST:PORT, or"
                            + " imap:// for STARTTLS.");
        }
        if (OF_THE_END.contains(key) || (key.equals("tls") && !end.settings().containsKey("tls"))) {
            throw new ConfigurationException(
                    place,
                    "what stands before the path or host says that already: " + end.typed(),
                    "Change it there"
                            + (key.equals("tls") ? "; imap:// is STARTTLS on port 143." : "."));
        }
    }

    private static String value(
            String place, String key, String value, Optional<Setting<?>> setting) {
        if (Secrets.isSecret(key) || setting.filter(one -> one.type().hidden()).isPresent()) {
            return SecretReference.read(place, value);
        }
        return setting.filter(one -> PATHS.contains(one.type().name())).isPresent()
                ? Path.of(value).toAbsolutePath().normalize().toString()
                : value;
    }
}
