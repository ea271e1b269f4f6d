package io.mailcaravan.address;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import java.net.IDN;
import java.util.regex.Pattern;

/** Names of hosts and domains: as people write them, and as DNS has them. */
public final class HostName {

    /** Bytes that DNS allows. */
    private static final int LONGEST = 253;

    /**
     * Java knows the rules of 2003 (RFC 3490), which make {@code ss} of {@code ß} and drop the
     * joiners; by those of 2008 (RFC 5891) these letters stay, in another domain that may have
     * another owner. Whoever trusts the first would send passwords there.
     */
    private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");

    /** What ends in a number is read as an address (WHATWG URL, 3.5). */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?\\d+");

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    private HostName() {}

    /**
     * The name in ASCII and lower case, without a dot at its end; not looked at any further.
     *
     * @param place for errors
     * @throws ConfigurationException where it means one name by older rules and another by newer
     *     ones
     * @throws IllegalArgumentException where it is none by any
     */
    public static String ascii(String text, String place) {
        for (int i = 0; i < text.length(); i++) {
            if (DEVIATIONS.indexOf(text.charAt(i)) >= 0) {
                throw new ConfigurationException(
                        place,
                        "'"
                                + TypedText.withoutPassword(text)
                                + "' has a character, U+%04X, of which older rules (IDNA 2003) make"
                                        .formatted((int) text.charAt(i))
                                + " another domain than newer ones (IDNA 2008)",
                        "Write it as DNS has it, beginning with xn--.");
            }
        }
        String ascii = AsciiCase.lower(IDN.toASCII(text));
        return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    }

    /**
     * Whether a text in lower case may be the whole name of a host or domain; not where it is one
     * word, nor an address of numbers.
     */
    public static boolean isDomain(String text) {
        return text.length() <= LONGEST && DOMAIN.matcher(text).matches();
    }

    /** Whether a text in lower case may name a host, also by one word or by four numbers. */
    public static boolean isHost(String text) {
        return text.length() <= LONGEST
                && HOST.matcher(text).matches()
                && (NUMBERS.matcher(text).matches() || !ENDS_IN_A_NUMBER.matcher(text).matches());
    }

    /**
     * A name for the store of a host or domain, different for different ones: a dot becomes one
     * dash, a dash two, and the colon of an IPv6 address three.
     */
    public static String storeName(String host) {
        return host.replace("-", "--")
                .replace('.', '-')
                .replaceAll("[\\[\\]]", "")
                .replace(":", "---");
    }
}
