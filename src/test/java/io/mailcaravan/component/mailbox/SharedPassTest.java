package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.run.SharedPass;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pass that nodes share, as one of them works on it: mailbox by mailbox. */
class SharedPassTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void start() throws Exception {
        route = new RouteFixture(folder).impatient().step("- bean: { ref: propertyMapping }");
        route.put("A", Messages.plain("one"));
        map("B");
        route.start();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void map(String to) throws IOException {
        Files.writeString(
                folder.resolve("mapping.yaml"), "message: { folders: { A: " + to + " } }");
    }

    private static MailboxResult run(SharedPass pass) throws InterruptedException {
        return pass.mailbox(RouteFixture.MAILBOX).orElseThrow().run();
    }

    @Test
    void filesShouldBeReadOnceAPassAndNotOnceAMailbox() throws Exception {
        SharedPass pass = route.consumer().newSharedPass();
        Files.delete(folder.resolve("mailboxes.csv"));
        map("C"); // for the next pass
        assertThat(run(pass).isComplete()).isTrue();
        assertThat(route.atDestination("B")).isEqualTo(route.atSource("A")).hasSize(1);
        route.put("A", Messages.plain("two"));
        assertThat(run(pass).counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("B")).hasSize(2);
        assertThat(pass.mailbox("somebody else")).isEmpty();
    }

    @Test
    void nextPassShouldReadThemAnew() throws Exception {
        run(route.consumer().newSharedPass());
        map("C");
        route.mailboxes("source,destination\nalice@acme.example,other\n");
        route.put("A", Messages.plain("two"));
        MailboxResult other = run(route.consumer().newSharedPass());
        assertThat(other.destination()).isEqualTo("other");
    }

    /** To find them means to go through the steps of all routes. */
    @Test
    void endsShouldBeKnownToEachItem() throws Exception {
        run(route.consumer().newSharedPass());
        RouteEnds known = route.consumer().ends();
        assertThat(route.consumer().ends()).isSameAs(known);
    }
}
