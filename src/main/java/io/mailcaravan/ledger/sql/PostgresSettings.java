package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Where the ledger's PostgreSQL is, and as whom to sign in. User and password that the URL has as
 * parameters are taken out of it, so that nothing that shows a URL shows them.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's other parameters if
 *     any
 * @param username empty for the driver's default
 * @param password null for none
 * @param maxSize connections of this process at most
 */
public record PostgresSettings(String url, String username, Secret password, int maxSize) {

    /** One writes, four read, one holds the lock while another migrates. */
    public static final int SMALLEST = 6;

    public static final int DEFAULT_MAX_SIZE = 10;

    private static final String URL = "caravan.datasource.url";

    /** Host names, addresses, [IPv6], each with a port or not; or none of it: the local host. */
    private static final Pattern PLACE =
            Pattern.compile(
                    "jdbc:postgresql:(?://(?:(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d+)?,?)*/?)?[^/:@?]*");

    /**
     * @throws ConfigurationException when the URL has a user before its host, where other programs
     *     take one, or is none; without showing it
     */
    public PostgresSettings {
        String place = url.split("\\?", 2)[0];
        if (!PLACE.matcher(place).matches()) {
            throw new ConfigurationException(
                    URL,
                    place.contains("@") || url.substring(place.length()).matches("[^=]*@.*")
                            ? "has a user or password before the host, which PostgreSQL's driver"
                                    + " would take for the host's name"
                            : "no address of a PostgreSQL database",
                    "Write jdbc:postgresql://HOST/DATABASE, or"
                            + " jdbc:postgresql://HOST:PORT/DATABASE, and set"
                            + " caravan.datasource.username and caravan.datasource.password.");
        }
        StringJoiner others = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String parameter : url.substring(place.length()).replaceFirst("^\\?", "").split("&")) {
            String[] pair = parameter.split("=", 2);
            String value = pair.length < 2 ? "" : decoded(pair[1]);
            if (pair[0].equals("user")) {
                username = username.isEmpty() ? value : username;
            } else if (pair[0].equals("password")) {
                password = password == null ? new Secret(value) : password;
            } else if (!parameter.isEmpty()) {
                others.add(parameter);
            }
        }
        url = place + others;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    URL, "has a % in it that stands for no character", "Write %25 for one.");
        }
    }

    /** Without its parameters, some of which are secrets, too: {@code sslpassword}. */
    @Override
    public String toString() {
        return url.split("\\?", 2)[0] + (username.isEmpty() ? "" : " as " + username);
    }
}
