package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The outcomes of a batch while they come in, by the item's place in it. */
final class AppendResult {
    /** Messages refused for now, one after the other, before no more are sent. */
    private static final int TOO_MANY = 3;

    private final AppendOutcome[] outcomes;

    /** What stands against all further items; null while nothing does. */
    private MailboxException obstacle;

    private boolean anyArrived;
    private int passingInARow;

    AppendResult(int size) {
        outcomes = new AppendOutcome[size];
    }

    void appended(int item, AppendOutcome.Appended outcome) {
        outcomes[item] = outcome;
        anyArrived = true;
        passingInARow = 0;
    }

    AppendOutcome get(int item) {
        return outcomes[item];
    }

    /** A refusal of one item, or of more than that. */
    void refused(int item, MailboxException reason) {
        outcomes[item] = new AppendOutcome.Refused(reason);
        if (reason.scope() != Scope.MESSAGE) {
            obstacle = reason;
        } else if (reason.retry() == Retry.LATER && ++passingInARow >= TOO_MANY) {
            // not these messages: the server cannot take any now
            obstacle =
                    new MailboxException(
                            Scope.MAILBOX,
                            Retry.LATER,
                            reason.getMessage(),
                            reason.advice(),
                            reason);
        }
    }

    /** Forgets what stood against all and gives the items that have not arrived for it. */
    List<Integer> reopen() {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null
                    || (outcomes[i] instanceof AppendOutcome.Refused refused
                            && refused.reason().scope() != Scope.MESSAGE)) {
                outcomes[i] = null;
                open.add(i);
            }
        }
        obstacle = null;
        return open;
    }

    /** Whether sending more is of no use. */
    boolean isBlocked() {
        return obstacle != null;
    }

    /**
     * All outcomes; items never sent are refused for the reason that stopped the sending.
     *
     * @throws MailboxException that reason, where nothing of the batch arrived
     */
    List<AppendOutcome> all() throws MailboxException {
        if (obstacle != null && !anyArrived) {
            throw obstacle;
        }
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null) {
                outcomes[i] = new AppendOutcome.Refused(obstacle);
            }
        }
        return Arrays.asList(outcomes);
    }
}
