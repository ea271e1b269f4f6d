package io.mailcaravan.assess;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;

/** A mailbox at one end of a pass, and how to open it. */
public record End(MailboxStore store, Login login) {}
