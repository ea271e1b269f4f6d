package io.mailcaravan.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ItemTallyTest {

    @Test
    void oversizeItemsShouldAllBeCountedAndTheFirstTenNamed() {
        ItemTally tally = new ItemTally(OptionalLong.of(1_000));
        for (int uid = 1; uid <= 30; uid++) {
            tally.add(FolderPath.INBOX, head(uid, uid % 2 == 0 ? 1_001 : 1_000));
        }
        assertThat(tally.oversize().count()).isEqualTo(15);
        assertThat(tally.oversize().first())
                .hasSize(10)
                .first()
                .isEqualTo(new Oversize.Large(FolderPath.INBOX, new Uid(2), 1_001));
    }

    @Test
    void memoryShouldNotGrowWithTheNumberOfItems() {
        ItemTally tally = new ItemTally(OptionalLong.empty());
        for (int uid = 1; uid <= 100_000; uid++) {
            tally.add(FolderPath.INBOX, head(uid, 10));
        }
        assertThat(tally.messages()).isEqualTo(100_000);
        assertThat(tally.sample()).hasSize(200);
    }

    @Test
    void keywordsShouldBeCountedByMessage() {
        ItemTally tally = new ItemTally(OptionalLong.empty());
        tally.add(FolderPath.INBOX, head(1, 10));
        tally.add(
                FolderPath.INBOX,
                new ItemHead(
                        new Uid(2),
                        Flags.of(List.of("$Forwarded", "Projekt-X")),
                        Messages.DATE,
                        5));
        assertThat(tally.withKeywords()).isEqualTo(1);
    }

    private static ItemHead head(long uid, long size) {
        return new ItemHead(new Uid(uid), Flags.NONE, Messages.DATE, size);
    }
}
