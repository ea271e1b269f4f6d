package io.mailcaravan.oauth;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    }

    /**
     * One that is good for a sign-in now.
     *
     * @throws MailboxException where there is none to be had: scope MAILBOX for this mailbox alone
     */
    public AccessToken of(String mailbox) throws MailboxException {
        Kept one = kept(mailbox);
        one.lock.lock();
        try {
            if (one.token == null || !one.token.isGood(clock.instant())) {
                one.token = source.request(mailbox);
            }
            return one.token;
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
