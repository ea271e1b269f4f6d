package io.mailcaravan.mailbox;

import java.util.Optional;

/**
 * Whose mailbox to open.
 *
 * @param mailbox its name in the store, usually an address
 * @param password the mailbox's own; empty where the store signs in as administrator
 */
public record Login(String mailbox, Optional<Secret> password) {

    public static Login of(String mailbox) {
        return new Login(mailbox, Optional.empty());
    }
}
