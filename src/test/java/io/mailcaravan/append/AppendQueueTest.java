package io.mailcaravan.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppendQueueTest {

    private static final CompletableFuture<Void> FREE = CompletableFuture.completedFuture(null);

    private final AppendQueue queue = new AppendQueue();

    @Test
    void foldersThatAreReadSideBySideShouldNotBreakEachOthersBatches() throws Exception {
        List<AppendRequest> archive = new ArrayList<>();
        List<AppendRequest> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            archive.add(added("Archive"));
            sent.add(added("Sent"));
        }

        assertThat(queue.take(FREE)).isEqualTo(archive);
        assertThat(queue.take(FREE)).isEqualTo(sent);
    }

    @Test
    void largeFolderShouldNotHoldUpTheOthers() throws Exception {
        List<AppendRequest> large = new ArrayList<>();
        for (int i = 0; i < AppendQueue.MAX_ITEMS + 1; i++) {
            large.add(added("Large"));
        }
        AppendRequest small = added("Small");

        assertThat(queue.take(FREE)).isEqualTo(large.subList(0, AppendQueue.MAX_ITEMS));
        assertThat(queue.take(FREE)).containsExactly(small);
        assertThat(queue.take(FREE)).containsExactly(large.get(AppendQueue.MAX_ITEMS));
    }

    @Test
    void batchShouldGrowUntilTheSessionIsFree() throws Exception {
        CompletableFuture<Void> free = new CompletableFuture<>();
        List<AppendRequest> requests = new ArrayList<>(List.of(added("Archive")));
        CompletableFuture<List<AppendRequest>> batch = taken(free);
        requests.add(added("Archive"));
        assertThat(batch).isNotDone();

        free.complete(null);

        assertThat(batch.get()).isEqualTo(requests);
    }

    @Test
    void largeBatchShouldBeMadeReadyWhileTheSessionIsBusy() throws Exception {
        CompletableFuture<List<AppendRequest>> batch = taken(new CompletableFuture<>());
        for (int i = 0; i < AppendQueue.READY; i++) {
            added("Archive");
        }
        assertThat(batch.get()).hasSize(AppendQueue.READY);
    }

    @Test
    void closedQueueShouldNotWaitForTheSession() throws Exception {
        CompletableFuture<List<AppendRequest>> batch = taken(new CompletableFuture<>());
        queue.close();
        assertThat(batch.get()).isEmpty();
    }

    private CompletableFuture<List<AppendRequest>> taken(CompletableFuture<Void> free) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return queue.take(free);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void queueShouldBeBehindByItemsOrByBytes() throws Exception {
        added("Archive");
        assertThat(queue.isBehind()).isFalse();

        added("Archive", 9 << 20);
        assertThat(queue.isBehind()).isTrue();

        queue.take(FREE);
        assertThat(queue.isBehind()).isFalse();
    }

    @Test
    void cancelledQueueShouldGiveBackWhatWaitsAndTakeNothing() throws Exception {
        AppendRequest one = added("Archive");
        AppendRequest other = added("Sent");

        assertThat(queue.cancel()).containsExactly(one, other);
        assertThat(queue.take(FREE)).isEmpty();
        assertThat(queue.add(one)).isFalse();
    }

    @Test
    void closedQueueShouldHandOutWhatWaitsFirst() throws Exception {
        AppendRequest one = added("Archive");
        queue.close();

        assertThat(queue.take(FREE)).containsExactly(one);
        assertThat(queue.take(FREE)).isEmpty();
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
