package io.mailcaravan.pass;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.progress.MailboxView;
import java.time.Instant;
import java.util.Optional;

/**
 * How the pass of one mailbox ended.
 *
 * @param stopped why it ended before all was looked at; empty when it went to the end
 */
public record MailboxResult(
        String source, String destination, MailboxView counts, Optional<MailboxException> stopped) {

    /** When a mailbox that has only paused can go on; empty where nobody knows. */
    public Optional<Instant> resumesAt() {
        return stopped.filter(MailboxException::isPause).flatMap(MailboxException::retryAt);
    }

    /** Whether every item is copied, or skipped by a rule. */
    public boolean isComplete() {
        return stopped.isEmpty() && counts.failed() == 0 && counts.problems().isEmpty();
    }
}
