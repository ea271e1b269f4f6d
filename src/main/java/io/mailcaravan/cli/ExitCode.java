package io.mailcaravan.cli;

import io.mailcaravan.mailbox.MailboxException;

/** What the process ends with; part of the contract with scripts. */
public final class ExitCode {

    /** All items copied, or skipped by a rule. */
    public static final int OK = 0;

    /** Finished, but items failed. */
    public static final int ITEMS_FAILED = 1;

    /** A mistake in the command line, the configuration, a route or a list of mailboxes. */
    public static final int CONFIGURATION = 2;

    /** A store or mailbox could not be reached or signed in to. */
    public static final int UNREACHABLE = 3;

    /** Stopped early, or paused because a daily limit is used up; to be run again. */
    public static final int INTERRUPTED = 4;

    private ExitCode() {}

    /** Of what was stopped for this reason. */
    public static int of(MailboxException stopped) {
        return stopped.isInterrupted() || stopped.isPause() ? INTERRUPTED : UNREACHABLE;
    }
}
