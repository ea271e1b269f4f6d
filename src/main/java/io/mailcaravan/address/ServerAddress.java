package io.mailcaravan.address;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an IMAP server is reached, and how.
 *
 * @param host in ASCII and lower case; an IPv6 address in brackets
 * @param port 1 to {@value #LAST_PORT}
 * @param tls a value of a store's setting {@code tls}
 */
public record ServerAddress(String host, int port, String tls) {

    public static final String IMPLICIT = "implicit";
    public static final String STARTTLS = "starttls";

    public static final int LAST_PORT = 65_535;

    private static final int TLS_PORT = 993;
    private static final int STARTTLS_PORT = 143;

    /** At the port that is meant where none is named. */
    public static ServerAddress of(String host, String tls) {
        return new ServerAddress(host, usualPort(tls), tls);
    }

    /** Where servers listen that are reached in this way. */
    public static int usualPort(String tls) {
        return tls.equals(IMPLICIT) ? TLS_PORT : STARTTLS_PORT;
    }

    /** Whether a number is that of a port. */
    public static boolean isPort(int number) {
        return number > 0 && number <= LAST_PORT;
    }

    /** The settings of a store there that are not as they are without being set. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", host);
        if (port != usualPort(tls)) {
            settings.put("port", Integer.toString(port));
        }
        if (!tls.equals(IMPLICIT)) {
            settings.put("tls", tls);
        }
        return settings;
    }

    /** A name for a store there, different for different servers. */
    public String storeName() {
        return HostName.storeName(host) + (port == usualPort(tls) ? "" : "-" + port);
    }

    /** As an end of a copy is typed. */
    public String url(String user) {
        return (tls.equals(IMPLICIT) ? "imaps://" : "imap://")
                + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20")
                + "@"
                + host
                + (port == usualPort(tls) ? "" : ":" + port);
    }

    /** Host and port. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
