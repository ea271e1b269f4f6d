package io.mailcaravan.append;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Spool;

/**
 * Where mailboxes are appended to, and by which rules.
 *
 * @param spool keeps large messages while they are repaired or compared
 */
public record AppendEnd(
        LendingStore store, Ledger ledger, Spool spool, AppendLease lease, AppendOptions options) {}
