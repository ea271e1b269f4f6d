package io.mailcaravan.verify;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mapping.FolderMapping;

/**
 * A destination to compare with.
 *
 * @param folders where source folders go there
 * @param end whether each item has a state there; else steps of the route decide what goes there
 */
public record VerifyTarget(MailboxStore store, Login login, FolderMapping folders, boolean end) {}
