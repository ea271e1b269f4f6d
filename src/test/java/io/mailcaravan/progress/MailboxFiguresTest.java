package io.mailcaravan.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailboxFiguresTest {

    @Test
    void figuresOfAnotherProcessShouldBeReadBackAsTheyWere() {
        MailboxProgress there = new MailboxProgress("alice");
        there.started();
        there.expect(3);
        there.copied(100);
        there.waited(5);
        there.problem("a folder cannot be read");
        there.remark("a folder was made anew");
        there.finished();
        MailboxFigures figures = MailboxFigures.of(there);
        MailboxProgress here = figures.ended("alice");
        assertThat(here.elapsedNanos()).isEqualTo(there.elapsedNanos());
        assertThat(here.delayedNanos()).isEqualTo(5);
        assertThat(here.remarks()).containsExactly("a folder was made anew");
        assertThat(here.phase()).isEqualTo(MailboxProgress.Phase.FINISHED);
        assertThat(MailboxFigures.of(here)).isEqualTo(figures);
    }
}
