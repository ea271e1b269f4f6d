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

    /** Whether it is still good for a sign-in that begins now. */
    boolean isGood(Instant now) {
        return life.filter(whole -> !now.isBefore(received.plus(whole).minus(least(whole, AHEAD))))
                .isEmpty();
    }

    /** Whether another one may be taken where this one was refused. */
    boolean isWorthRenewing(Instant now) {
        Duration age = Duration.between(received, now);
        return age.compareTo(life.map(whole -> least(whole, YOUNG)).orElse(YOUNG)) >= 0;
    }

    private static Duration least(Duration life, Duration limit) {
        Duration part = life.dividedBy(5);
        return part.compareTo(limit) < 0 ? part : limit;
    }
}
