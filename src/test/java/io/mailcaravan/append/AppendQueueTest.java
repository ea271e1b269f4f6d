package io.mailcaravan.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppendQueueTest {

    private final AppendQueue queue = new AppendQueue();

    @Test
    void foldersThatAreReadSideBySideShouldNotBreakEachOthersBatches() throws Exception {
        List<AppendRequest> archive = new ArrayList<>();
        List<AppendRequest> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            archive.add(added("Archive"));
            sent.add(added("Sent"));
        }

        assertThat(queue.take()).isEqualTo(archive);
        assertThat(queue.take()).isEqualTo(sent);
    }

    @Test
    void largeFolderShouldNotHoldUpTheOthers() throws Exception {
        List<AppendRequest> large = new ArrayList<>();
        for (int i = 0; i < AppendQueue.MAX_ITEMS + 1; i++) {
            large.add(added("Large"));
        }
        AppendRequest small = added("Small");

        assertThat(queue.take()).isEqualTo(large.subList(0, AppendQueue.MAX_ITEMS));
        assertThat(queue.take()).containsExactly(small);
        assertThat(queue.take()).containsExactly(large.get(AppendQueue.MAX_ITEMS));
    }

    @Test
    void queueShouldBeBehindByItemsOrByBytes() throws Exception {
        added("Archive");
        assertThat(queue.isBehind()).isFalse();

        added("Archive", 9 << 20);
        assertThat(queue.isBehind()).isTrue();

        queue.take();
        assertThat(queue.isBehind()).isFalse();
    }

    @Test
    void cancelledQueueShouldGiveBackWhatWaitsAndTakeNothing() throws Exception {
        AppendRequest one = added("Archive");
        AppendRequest other = added("Sent");

        assertThat(queue.cancel()).containsExactly(one, other);
        assertThat(queue.take()).isEmpty();
        assertThat(queue.add(one)).isFalse();
    }

    @Test
    void closedQueueShouldHandOutWhatWaitsFirst() throws Exception {
        AppendRequest one = added("Archive");
        queue.close();

        assertThat(queue.take()).containsExactly(one);
        assertThat(queue.take()).isEmpty();
    }

    private AppendRequest added(String folder) {
        return added(folder, 10);
    }

    private AppendRequest added(String folder, int size) {
        Item item = Messages.large("a", size);
        AppendRequest request =
                new AppendRequest(
                        Optional.empty(), new FolderPath(List.of(folder)), item, new NewToAll());
        assertThat(queue.add(request)).isTrue();
        return request;
    }
}
