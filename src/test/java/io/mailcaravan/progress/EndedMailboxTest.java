package io.mailcaravan.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemKind;
import org.junit.jupiter.api.Test;

class EndedMailboxTest {

    @Test
    void mailboxOfAnotherProcessShouldBeShownAsItWasCountedThere() {
        MailboxProgress there = new MailboxProgress("alice");
        there.started();
        there.count(ItemKind.MESSAGE, Figure.EXPECTED, 3);
        there.copied(ItemKind.CONTACT, 100);
        there.waited(5);
        there.problem("a folder cannot be read");
        there.remark("a folder was made anew");
        there.finished();
        EndedMailbox here = EndedMailbox.of(there);
        assertThat(here.phase()).isEqualTo(there.phase());
        assertThat(here.elapsedNanos()).isEqualTo(there.elapsedNanos());
        assertThat(here.delayedNanos()).isEqualTo(5);
        assertThat(here.remarks()).containsExactly("a folder was made anew");
        assertThat(here.settled()).isEqualTo(there.settled()).isEqualTo(1);
        assertThat(EndedMailbox.of(here)).isEqualTo(here);
    }
}
