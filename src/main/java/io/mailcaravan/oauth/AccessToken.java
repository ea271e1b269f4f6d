package io.mailcaravan.oauth;

import io.mailcaravan.mailbox.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session signs in with.
 *
 * @param received by the clock of this machine
 * @param life from then on; empty where nobody has said it
 */
public record AccessToken(Secret secret, Instant received, Optional<Duration> life) {

    /** A token is renewed this long before it ends, or a fifth of a shorter life. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** A younger one that is refused is no worse than its successor would be. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** Nobody means a longer one. */
    private static final Duration LONGEST = Duration.ofDays(365);

    public AccessToken {
        life = life.map(whole -> whole.compareTo(LONGEST) > 0 ? LONGEST : whole);
    }

    /** Whether it is still good for a sign-in that begins now. */
    boolean isGood(Instant now) {
        boolean ends =
                life.filter(whole -> !now.isBefore(received.plus(whole).minus(least(whole, AHEAD))))
                        .isPresent();
        return !ends && !isOfTheFuture(now);
    }

    /** Whether another one may be taken where this one was refused. */
    boolean isWorthRenewing(Instant now) {
        Duration age = Duration.between(received, now);
        return isOfTheFuture(now)
                || age.compareTo(life.map(whole -> least(whole, YOUNG)).orElse(YOUNG)) >= 0;
    }

    /** The clock was set back, so that nobody knows how old it is. */
    private boolean isOfTheFuture(Instant now) {
        return received.isAfter(now);
    }

    private static Duration least(Duration life, Duration limit) {
        Duration part = life.dividedBy(5);
        return part.compareTo(limit) < 0 ? part : limit;
    }
}
