package io.mailcaravan.discover;

import io.mailcaravan.address.HostName;
import io.mailcaravan.address.MailAddress;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Optional;

/**
 * Whose servers are looked for.
 *
 * @param name the domain in ASCII and lower case, without a dot at its end
 * @param address where one was given
 */
public record MailDomain(String name, Optional<MailAddress> address) {

    /** That of an address. */
    public static MailDomain of(MailAddress address) {
        return new MailDomain(address.domain(), Optional.of(address));
    }

    /**
     * That of an address, or the domain itself.
     *
     * @param place for errors
     * @throws ConfigurationException where it is neither
     */
    public static MailDomain read(String text, String place) {
        String whole = text.strip();
        return whole.contains("@")
                ? of(MailAddress.read(whole, place))
                : new MailDomain(MailAddress.domain(whole, place), Optional.empty());
    }

    /** A name for the store of this domain's mailboxes. */
    public String storeName() {
        return HostName.storeName(name);
    }

    /** Whether the host lies below the domain, or is it, so that its owner answers for it. */
    boolean owns(String host) {
        return host.equals(name) || host.endsWith("." + name);
    }
}
