package io.mailcaravan.address;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.regex.Pattern;

/**
 * An address of mail.
 *
 * @param localPart what stands before the {@code @}, as it was written
 * @param domain in ASCII and lower case, without a dot at its end
 */
public record MailAddress(String localPart, String domain) {

    private static final String FORM = "Write it like alice@old.example.";

    /** No letter of a name (RFC 5322, 3.2.3); behind a colon may be a password. */
    private static final Pattern NO_LETTER = Pattern.compile("[\\p{Cntrl}()<>\\[\\]:;,\\\\\"/]");

    /**
     * @param place for errors
     * @throws ConfigurationException where it is none
     */
    public static MailAddress read(String text, String place) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new ConfigurationException(
                    place,
                    "it is no address: "
                            + (at < 0
                                    ? "there is no @ in it"
                                    : "nothing is " + (at == 0 ? "before" : "behind") + " its @"),
                    FORM);
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw new ConfigurationException(place, "it has a space in it", FORM);
        }
        if (NO_LETTER.matcher(text.substring(0, at)).find()) {
            throw new ConfigurationException(
                    place, "what stands before its @ is no name of a mailbox", FORM);
        }
        return new MailAddress(text.substring(0, at), domain(text.substring(at + 1), place));
    }

    /**
     * A domain alone.
     *
     * @param place for errors
     * @throws ConfigurationException where it is none
     */
    public static String domain(String text, String place) {
        try {
            String domain = HostName.ascii(text, place);
            if (HostName.isDomain(domain)) {
                return domain;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationException(
                place, "'" + TypedText.withoutPassword(text) + "' is no domain", FORM);
    }

    /** The whole address. */
    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
