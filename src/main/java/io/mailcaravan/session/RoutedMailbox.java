package io.mailcaravan.session;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;

/**
 * A source mailbox that a route moves.
 *
 * @param route its id
 * @param store the source
 * @param login to the mailbox there
 * @param destination the name that the list of mailboxes gives it at the other end
 */
public record RoutedMailbox(String route, MailboxStore store, Login login, String destination) {

    /** Its name in the source store. */
    public String name() {
        return login.mailbox();
    }
}
