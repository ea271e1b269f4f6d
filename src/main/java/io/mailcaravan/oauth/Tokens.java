package io.mailcaravan.oauth;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tokens of one store, by mailbox: got once, renewed ahead of their end. They are kept in
 * memory only. Safe for many threads; many sessions that need the same one wait for one request.
 */
public final class Tokens {

    private static final String ALL = "";

    private final TokenSource source;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Tokens(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    private static final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private AccessToken token;

        /** Of the last request; null where it brought a token. */
        private MailboxException failure;

        /** Requests so far that are answered. */
        private final AtomicInteger answered = new AtomicInteger();

        AccessToken request(TokenSource from, String mailbox) throws MailboxException {
            try {
                token = from.request(mailbox);
                failure = null;
                return token;
            } catch (MailboxException e) {
                failure = e;
                throw e;
            } finally {
                answered.incrementAndGet();
            }
        }
    }

    /**
     * One that is good for a sign-in now.
     *
     * @throws MailboxException where there is none to be had: scope MAILBOX for this mailbox alone
     */
    public AccessToken of(String mailbox) throws MailboxException {
        Kept one = kept(mailbox);
        int before = one.answered.get();
        try {
            one.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
        try {
            if (one.token != null && one.token.isGood(clock.instant())) {
                return one.token;
            }
            if (one.failure != null && one.answered.get() != before) {
                throw one.failure; // nobody asks anew who has only waited for the answer
            }
            return one.request(source, mailbox);
        } finally {
            one.lock.unlock();
        }
    }

    /**
     * The server has refused the token.
     *
     * @return whether another one may be tried, once
     */
    public boolean refused(String mailbox, Secret token) {
        Kept one = kept(mailbox);
        one.lock.lock();
        try {
            if (one.token == null || one.token.secret() != token) {
                return true; // somebody has renewed it already
            }
            boolean renew = one.token.isWorthRenewing(clock.instant());
            if (renew) {
                one.token = null;
            }
            return renew;
        } finally {
            one.lock.unlock();
        }
    }

    private Kept kept(String mailbox) {
        return kept.computeIfAbsent(source.isPerMailbox() ? mailbox : ALL, key -> new Kept());
    }
}
