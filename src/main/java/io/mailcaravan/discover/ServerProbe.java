package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.mailbox.MailboxException;

/** Looks at a server without signing in. */
@FunctionalInterface
interface ServerProbe {

    /**
     * @param store its name to be, for advice
     * @throws MailboxException where it cannot be reached or trusted
     */
    ServerFacts at(String store, ServerAddress server) throws MailboxException;
}
