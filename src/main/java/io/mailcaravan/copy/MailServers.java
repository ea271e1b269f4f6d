package io.mailcaravan.copy;

import io.mailcaravan.mailbox.MailboxException;

/** Finds the server of an address. */
@FunctionalInterface
public interface MailServers {

    /**
     * The server that has this mailbox.
     *
     * @param address with an {@code @} in it
     * @param place which end it is, for errors
     * @throws io.mailcaravan.mailbox.ConfigurationException where none is found
     * @throws MailboxException when it was interrupted
     */
    MailServer of(String address, String place) throws MailboxException;
}
