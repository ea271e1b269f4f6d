package io.mailcaravan.component.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.testkit.KeptLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassLogTest {

    private final KeptLog lines = new KeptLog();
    private final PassLog told = new PassLog(lines, "acme", " on node 3");

    @Test
    void endOfAPassShouldTellWhatItHasDone() {
        Figures figures =
                Figures.NONE
                        .plus(ItemKind.MESSAGE, Figure.EXPECTED, 1_400)
                        .plus(ItemKind.CONTACT, Figure.REPLACED, 300)
                        .plus(ItemKind.MESSAGE, Figure.COPIED, 1_020)
                        .plus(ItemKind.MESSAGE, Figure.COPIED_BYTES, 5_000)
                        .plus(ItemKind.MESSAGE, Figure.KEPT, 2);
        told.over("pass 7", Outcome.COMPLETE, figures);
        assertThat(lines.all())
                .containsExactly(
                        "INFO acme: pass 7 is over (complete): 1,020 copied (5,000 bytes), 0"
                                + " skipped, 0 failed, 0 unchanged, 0 flags or labels changed, 300 replaced,"
                                + " 2 kept as changed at the destination");
    }

    /** What is expected is known by then, and bytes stand beside the copied items. */
    @ParameterizedTest
    @EnumSource(value = Figure.class, names = "EXPECTED", mode = EnumSource.Mode.EXCLUDE)
    void everyFigureShouldBeTold(Figure figure) {
        told.over(
                "the pass", Outcome.COMPLETE, Figures.NONE.plus(ItemKind.MESSAGE, figure, 76_543));
        assertThat(lines.all().get(0)).contains("76,543 ");
    }

    @Test
    void remarksAndProblemsShouldBothBeTold() {
        MailboxProgress mailbox = new MailboxProgress("alice");
        mailbox.remark("a folder was put back");
        mailbox.problem("a folder cannot be read");
        told.notes(new MailboxResult("alice", "alice", mailbox, Optional.empty()));
        assertThat(lines.all())
                .containsExactly(
                        "WARN acme: mailbox alice: a folder cannot be read",
                        "INFO acme: mailbox alice: a folder was put back");
    }

    @Test
    void mailboxThatStoppedShouldBeToldWithItsNode() {
        told.stopped(
                "alice", new MailboxException(Scope.MAILBOX, Retry.NEVER, "it is full", "Ask."));
        assertThat(lines.all())
                .containsExactly(
                        "WARN acme: the pass of mailbox alice stopped on node 3: it is full. Ask.");
    }
}
