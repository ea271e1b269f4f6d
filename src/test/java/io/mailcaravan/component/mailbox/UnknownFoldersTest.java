package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a folder at the destination nobody can tell any more whether the copies are in it. */
class UnknownFoldersTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void copyTwoFolders() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("Closed", Messages.varied(3));
        route.put("Open", Messages.varied(3));
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        route.put("Open", Messages.plain("new"));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void folderThatLostItsReadRightShouldNotStopTheOthers() throws Exception {
        route.destination.faults().refuseStatus(UnknownFoldersTest::isClosed);
        assertOthersGoOnAndNothingIsForgotten();
    }

    @Test
    void folderThatIsOverlookedShouldNotBeTakenForGone() throws Exception {
        route.destination.faults().overlook(UnknownFoldersTest::isClosed);
        assertOthersGoOnAndNothingIsForgotten();
    }

    @Test
    void folderThatIsGoneShouldBeFilledAgain() throws Exception {
        route.destination.remove(RouteFixture.MAILBOX, FolderPath.parse("Closed"));
        assertThat(route.restart().passOfAlice().counts().copied()).isEqualTo(4);
        assertThat(route.atDestination("Closed")).hasSize(3);
    }

    private void assertOthersGoOnAndNothingIsForgotten() throws Exception {
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().problems()).singleElement().asString().contains("Closed");
        assertThat(result.isComplete()).isFalse();
        route.destination.faults().clear();
        MailboxResult next = route.restart().passOfAlice();
        assertThat(next.isComplete()).isTrue();
        assertThat(next.counts().copied() + next.counts().adopted()).isZero();
        assertThat(route.atDestination("Closed")).hasSize(3);
        assertThat(route.atDestination("Open")).hasSize(4);
    }

    private static boolean isClosed(FolderPath path) {
        return path.equals(FolderPath.parse("Closed"));
    }
}
