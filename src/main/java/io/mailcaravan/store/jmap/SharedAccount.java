package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.UidValidity;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the sessions of one user have in common, as long as the store is open. Safe for many
 * threads.
 */
final class SharedAccount {

    /** More requests at once bring nothing, whatever the server allows. */
    static final int MOST = 8;

    private final Semaphore requests;

    /** Held by the first of all uploads. */
    private final ReentrantLock first = new ReentrantLock();

    private volatile boolean uploaded;
    private volatile Numbered numbered = Numbered.NOTHING;

    SharedAccount(JmapLimits limits) {
        this.requests = new Semaphore(Math.min(limits.requests(), MOST), true);
    }

    /**
     * All emails that were there in that state have numbers.
     *
     * @param validity of these numbers
     */
    record Numbered(String account, UidValidity validity, String state) {
        static final Numbered NOTHING = new Numbered("", new UidValidity(1), "");
    }

    Semaphore requests() {
        return requests;
    }

    /** What is done for one item. */
    interface Upload {
        void run() throws MailboxException;
    }

    /**
     * The first one alone: Cyrus makes a hidden mailbox for it, and answers 404 to all that come
     * while it does.
     */
    void upload(Upload one) throws MailboxException {
        if (uploaded) {
            one.run();
            return;
        }
        try {
            first.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
        try {
            one.run();
            uploaded = true;
        } finally {
            first.unlock();
        }
    }

    Numbered numbered() {
        return numbered;
    }

    void numbered(Numbered now) {
        numbered = now;
    }
}
