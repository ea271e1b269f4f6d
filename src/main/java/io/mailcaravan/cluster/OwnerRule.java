package io.mailcaravan.cluster;

import io.mailcaravan.ledger.OpeningRule;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Only the node that a mailbox is assigned to opens it: one that was frozen before it opened it
 * must not take it back from the node that goes on in its place. Keeps the assignment as it is
 * until the mailbox is open.
 *
 * @param node the id of this one; empty for a command that works beside the cluster, which may open
 *     what no node works on
 */
record OwnerRule(String node) implements OpeningRule {

    private static final String ASSIGNED =
            "SELECT m.state, m.node, n.name FROM cluster_mailbox m JOIN cluster_pass p ON p.id ="
                    + " m.pass_id LEFT JOIN cluster_node n ON n.id = m.node WHERE p.route = ? AND"
                    + " m.source = ? AND p.finished IS NULL FOR UPDATE OF m";

    @Override
    public void check(Connection connection, String route, String mailbox)
            throws SQLException, LedgerException {
        try (PreparedStatement select = connection.prepareStatement(ASSIGNED)) {
            select.setString(1, route);
            select.setString(2, mailbox);
            try (ResultSet row = select.executeQuery()) {
                boolean found = row.next();
                boolean running = found && row.getInt(1) == PassTable.RUNNING;
                boolean mine = running && node.equals(row.getString(2));
                if (node.isEmpty() ? running : !mine) {
                    throw refused(route, mailbox, running ? row.getString(3) : null);
                }
            }
        }
    }

    private static LedgerException refused(String route, String mailbox, String owner) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NEVER,
                owner == null
                        ? "Mailbox " + mailbox + " of route " + route + " is no longer this node's"
                        : "Node " + owner + " works on mailbox " + mailbox + " of route " + route,
                "Nothing is lost: let the other one go on.",
                null);
    }
}
