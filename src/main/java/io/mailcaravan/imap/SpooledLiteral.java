package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;

/**
 * A literal that is kept outside of its line: in memory that is used again, or in a spool file.
 * Given back with its line unless taken.
 */
final class SpooledLiteral {
    private final Content content;
    private boolean taken;

    SpooledLiteral(Content content) {
        this.content = content;
    }

    long size() {
        return content.size();
    }

    /** The content, which is the caller's to close from now on. */
    Content take() {
        taken = true;
        return content;
    }

    void discard() {
        if (!taken) {
            taken = true;
            content.close();
        }
    }
}
