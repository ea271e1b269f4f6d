package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouteExitsTest {

    private final RouteExits exits = new RouteExits();

    @Test
    void routeThatCannotBeReachedShouldWeighMoreThanOneThatPauses() {
        exits.add(ExitCode.UNREACHABLE, false);
        exits.add(ExitCode.INTERRUPTED, false);
        assertThat(exits.code()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void pauseShouldWeighMoreThanFailedItems() {
        exits.add(ExitCode.INTERRUPTED, false);
        exits.add(ExitCode.ITEMS_FAILED, false);
        assertThat(exits.code()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void interruptShouldWeighMoreThanAll() {
        exits.add(ExitCode.UNREACHABLE, false);
        exits.add(ExitCode.INTERRUPTED, true);
        exits.add(ExitCode.ITEMS_FAILED, false);
        assertThat(exits.code()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void reasonThatPausesShouldAskForAnotherRunOnly() {
        MailboxException pause =
                new MailboxException(
                        Scope.MAILBOX,
                        Retry.LATER,
                        Duration.ofHours(3),
                        "paused: the daily limit is used up",
                        "",
                        null);
        assertThat(ExitCode.of(pause)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ExitCode.of(MailboxException.interrupted())).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ExitCode.of(new MailboxException(Scope.STORE, Retry.LATER, "down", "")))
                .isEqualTo(ExitCode.UNREACHABLE);
    }
}
