package io.mailcaravan.verify;

import io.mailcaravan.mailbox.MailboxException;
import java.util.Optional;

/**
 * How the comparison of one mailbox ended.
 *
 * @param stopped why it ended before all was compared; empty when it went to the end
 */
public record VerifyResult(
        String source,
        String destination,
        VerifyCounts counts,
        Optional<MailboxException> stopped) {}
