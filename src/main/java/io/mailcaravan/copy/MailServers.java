package io.mailcaravan.copy;

import io.mailcaravan.address.MailAddress;
import io.mailcaravan.mailbox.MailboxException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the server of an address. */
@FunctionalInterface
public interface MailServers {

    /**
     * The server that has this mailbox.
     *
     * @param place which end it is, for errors
     * @param caFile authorities that its certificate has to be from; empty for Java's list
     * @throws io.mailcaravan.mailbox.ConfigurationException where the one that is found is not to
     *     be trusted unasked
     * @throws MailboxException scope STORE where none answers, or when it was interrupted
     */
    MailServer of(MailAddress address, String place, Optional<Path> caFile) throws MailboxException;
}
