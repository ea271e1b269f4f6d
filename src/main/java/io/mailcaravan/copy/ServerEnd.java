package io.mailcaravan.copy;

import io.mailcaravan.address.HostName;
import io.mailcaravan.address.MailAddress;
import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mailbox on an IMAP server: {@code imaps://alice@old.example:993}. */
final class ServerEnd {

    private static final String TYPE = "imap";

    /** By whose labels a message would be one message a label for the store imap. */
    private static final String GMAIL_HOST = "imap.gmail.com";

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(?::(.*))?", Pattern.DOTALL);

    /**
     * What is shown of it: behind a colon may be a password of somebody who has left out the host.
     */
    private static final Pattern BEGINNING = Pattern.compile("\\[[^]]*]|[^:/?#]+");

    private ServerEnd() {}

    /**
     * @param rest behind the scheme and its colon
     */
    static CopyEnd read(String role, String scheme, String rest) {
        if (!rest.startsWith("//")) {
            throw new ConfigurationException(
                    role + " " + scheme + ":", "it has no // behind the colon", form(scheme));
        }
        String authority = rest.substring(2);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String behind = authority.substring(at + 1);
        int colon = user.indexOf(':');
        if (colon >= 0) {
            throw new ConfigurationException(
                    role
                            + " "
                            + scheme
                            + "://"
                            + user.substring(0, colon)
                            + ":*****@"
                            + host(behind),
                    "a password in it would stand in the shell's history and in the list of"
                            + " processes",
                    "Leave it out, with its colon, and be asked for it; or name an environment"
                            + " variable or a file with --"
                            + AsciiCase.lower(role)
                            + "-password. Write %3A for a colon that belongs to the user's name."
                            + " Change a password that others may have seen.");
        }
        String place = role + " " + scheme + "://" + (at < 0 ? "" : user + "@") + host(behind);
        if (user.isEmpty()) {
            throw new ConfigurationException(
                    place,
                    "it does not say whose mailbox",
                    "Put the user before the host: " + scheme + "://USER@" + host(behind) + ".");
        }
        if (authority.chars().anyMatch(Character::isWhitespace)) {
            throw new ConfigurationException(
                    place,
                    "it has a space in it",
                    "Take it out, or write %20 where it belongs to the user's name.");
        }
        return end(place, scheme, user, behind);
    }

    private static String host(String behind) {
        Matcher host = BEGINNING.matcher(behind);
        return host.lookingAt() ? host.group() : "";
    }

    private static CopyEnd end(String place, String scheme, String user, String behind) {
        Matcher path = Pattern.compile("(?s)([^/?#]*)(.*)").matcher(behind);
        if (path.matches() && !path.group(2).isEmpty() && !path.group(2).equals("/")) {
            throw new ConfigurationException(
                    place,
                    "it has a path or a query behind the host, and a whole mailbox is copied",
                    "End it with the host or port; --folder and --exclude-folder choose folders.");
        }
        Matcher host = HOST.matcher(path.group(1));
        if (!host.matches() || host.group(1).isEmpty()) {
            throw new ConfigurationException(place, "it names no host", form(scheme));
        }
        String tls = scheme.equals("imaps") ? ServerAddress.IMPLICIT : ServerAddress.STARTTLS;
        String name = ascii(place, host.group(1));
        ServerAddress server =
                host.group(2) == null
                        ? ServerAddress.of(name, tls)
                        : new ServerAddress(name, port(place, tls, host.group(2)), tls);
        String decoded = decode(place, user);
        return new CopyEnd(
                scheme + "://" + user + "@" + path.group(1),
                server.storeName(),
                decoded,
                decoded,
                settings(
                        server,
                        server.host().equals(GMAIL_HOST)
                                ? Map.of("type", "gmail", "auth", "password")
                                : Map.of()));
    }

    /** The mailbox of an address, on the server that was found for it. */
    static CopyEnd of(String typed, MailAddress address, MailServer found) {
        return new CopyEnd(
                typed,
                HostName.storeName(address.domain()),
                address.toString(),
                found.user(),
                settings(found.server(), found.furtherSettings()));
    }

    private static Map<String, String> settings(
            ServerAddress server, Map<String, String> furtherSettings) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", TYPE);
        settings.putAll(server.settings());
        settings.putAll(furtherSettings);
        return settings;
    }

    private static int port(String place, String tls, String text) {
        if (text.matches("\\d{1,5}") && ServerAddress.isPort(Integer.parseInt(text))) {
            return Integer.parseInt(text);
        }
        throw new ConfigurationException(
                place,
                "what stands behind the host's colon is no port",
                "A port is a number from 1 to "
                        + ServerAddress.LAST_PORT
                        + "; leave it out for the usual one, "
                        + ServerAddress.usualPort(tls)
                        + ".");
    }

    private static String ascii(String place, String host) {
        if (host.startsWith("[")) {
            return host;
        }
        try {
            String name = HostName.ascii(host, place);
            if (HostName.isHost(name)) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationException(
                place,
                "'" + host + "' is no name of a host",
                "Check it; an @ or / in the user's name is written %40 or %2F.");
    }

    private static String decode(String place, String user) {
        byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '%') {
                if (i + 2 >= bytes.length
                        || !HexFormat.isHexDigit(bytes[i + 1])
                        || !HexFormat.isHexDigit(bytes[i + 2])) {
                    throw wrongPercent(place);
                }
                next =
                        (byte)
                                (HexFormat.fromHexDigit(bytes[i + 1]) << 4
                                        | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            }
            decoded[length++] = next;
        }
        try {
            String name =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(decoded, 0, length))
                            .toString();
            if (Printable.isLine(name)) {
                return name;
            }
        } catch (CharacterCodingException e) {
            // said below
        }
        throw wrongPercent(place);
    }

    private static ConfigurationException wrongPercent(String place) {
        return new ConfigurationException(
                place,
                "a % in the user's name does not begin a character of a name",
                "Write %25 for a % that is meant; others stand for UTF-8, as %40 does for an @.");
    }

    private static String form(String scheme) {
        return "Write " + scheme + "://USER@HOST, or " + scheme + "://USER@HOST:PORT.";
    }
}
