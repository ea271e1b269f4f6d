package io.mailcaravan.discover;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.HostName;
import java.util.Optional;

/**
 * Whose servers are looked for.
 *
 * @param name the domain in ASCII and lower case, without a dot at its end
 * @param localPart of the address, where one was given
 */
public record MailDomain(String name, Optional<String> localPart) {

    private static final String FORMS = "Write an address or a domain: alice@old.example.";

    /**
     * That of an address, or the domain itself.
     *
     * @param place for errors
     * @throws ConfigurationException where it is neither
     */
    public static MailDomain read(String text, String place) {
        String whole = text.strip();
        int at = whole.lastIndexOf('@');
        String domain = whole.substring(at + 1);
        if (at == 0) {
            throw new ConfigurationException(place, "nothing is before its @", FORMS);
        }
        try {
            String ascii = HostName.ascii(domain, place);
            if (HostName.isDomain(ascii)) {
                return new MailDomain(
                        ascii, at < 0 ? Optional.empty() : Optional.of(whole.substring(0, at)));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationException(place, "'" + domain + "' is no domain", FORMS);
    }

    /** Whether the host lies below the domain, or is it, so that its owner answers for it. */
    boolean owns(String host) {
        return host.equals(name) || host.endsWith("." + name);
    }

    /** The whole address; empty where a domain was given. */
    Optional<String> address() {
        return localPart.map(local -> local + "@" + name);
    }
}
