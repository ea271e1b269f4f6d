package io.mailcaravan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxStateTest {

    /** A daily limit of ours says so itself; a server has words of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "paused: the daily limit is used up",
                "Account exceeded command or bandwidth limits."
            })
    void pauseShouldBeNoStopWhoeverAsksForIt(String words) {
        MailboxException asked = stopped(words, Duration.ofHours(1));
        assertThat(asked.isPause()).isTrue();
        assertThat(MailboxState.isStop(PassRecord.outcome(asked))).isFalse();
        assertThat(PassRecord.outcome(asked))
                .containsOnlyOnce(MailboxException.PAUSED)
                .endsWith(words);
    }

    @Test
    void refusalShouldBeAStopInItsOwnWords() {
        MailboxException refused = stopped("The server refuses the sign-in.", null);
        assertThat(PassRecord.outcome(refused)).isEqualTo("The server refuses the sign-in.");
        assertThat(MailboxState.isStop(PassRecord.outcome(refused))).isTrue();
    }

    private static MailboxException stopped(String words, Duration wait) {
        return new MailboxException(Scope.MAILBOX, Retry.LATER, wait, words, "", null);
    }
}
