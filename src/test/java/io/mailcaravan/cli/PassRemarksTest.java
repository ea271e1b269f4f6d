package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people should know of a whole pass, once and not once a mailbox. */
class PassRemarksTest {

    private static final String MAPPING = "- to: bean:propertyMapping";

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route =
                new RouteFixture(folder)
                        .mailboxes("source,destination\nalice,alice\nbob,bob\ncarol,carol\n")
                        .impatient();
        for (String mailbox : new String[] {"alice", "bob", "carol"}) {
            RouteFixture.put(route.source, mailbox, "INBOX", Messages.varied(3));
            RouteFixture.put(route.source, mailbox, "Projects", Messages.varied(2));
        }
        RouteFixture.put(route.source, "bob", "Old", Messages.varied(2));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void nameThatNoMailboxHasShouldBeToldOnceWithTheOneThatMayBeMeant() throws Exception {
        Files.writeString(folder.resolve("map.txt"), "Projekts -> Work\nOld -> Older\n");
        Files.writeString(
                folder.resolve("mapping.yaml"),
                "message:\n  folders:\n    Projcts: Mine\n    Old: Elder\n");
        route.step(MAPPING)
                .consumer("excludeFolders: \"Old,Junkmail,projects/X,Olld/*\"")
                .producer("createFolders: true, folderMap: map.txt")
                .start();
        for (CommandRun run :
                new CommandRun[] {
                    CommandRun.of(new MigrateCommand(), route, "acme"),
                    CommandRun.of(new MigrateCommand(), route, "acme"),
                    CommandRun.of(new VerifyCommand(), route, "acme")
                }) {
            assertThat(run.exit()).isZero();
            assertThat(run.lines().stream().filter(line -> line.contains("is meant by")))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).endsWith("by excludeFolders 'Junkmail'"),
                            line -> assertThat(line).contains("excludeFolders 'projects/X'"),
                            line -> assertThat(line).endsWith("by excludeFolders 'Olld/*'"),
                            line ->
                                    assertThat(line)
                                            .startsWith("acme: no mailbox of this pass has a")
                                            .contains("map.txt, line 1: 'Projekts -> Work'")
                                            .endsWith("; did you mean 'Projects'?"),
                            line ->
                                    assertThat(line)
                                            .contains("mapping.yaml, line 3: 'Projcts -> Mine'")
                                            .endsWith("; did you mean 'Projects'?"));
        }
    }

    @Test
    void nameThatOnlySomeMailboxesHaveShouldBeNoReasonForAWord() throws Exception {
        route.consumer("folders: \"INBOX,Old,\\\\Sent\"").start();
        CommandRun run = CommandRun.of(new MigrateCommand(), route, "acme");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).doesNotContain("is meant by");
    }

    /** The one that could not be looked at may have it. */
    @Test
    void nameShouldNotBeToldWhereAMailboxWasNotLookedAt() throws Exception {
        route.consumer("folders: \"INBOX,Nowhere\"").start();
        route.source
                .faults()
                .failNextSignIn(
                        new MailboxException(Scope.MAILBOX, Retry.NEVER, "wrong password", ""));
        CommandRun run = CommandRun.of(new MigrateCommand(), route, "acme");
        assertThat(run.exit()).isNotZero();
        assertThat(run.out()).doesNotContain("is meant by");
    }

    @Test
    void nameInAnotherCaseShouldBeRecognised() throws Exception {
        route.consumer("folders: PROJECTS").start();
        assertThat(CommandRun.of(new MigrateCommand(), route, "acme", "--json").out())
                .contains("\"event\":\"remark\"", "folders 'PROJECTS'; did you mean 'Projects'?");
    }

    @Test
    void passThatSkipsEverythingShouldSaySo() throws Exception {
        route.consumer("since: 2127-01-01").start();
        for (int pass = 0; pass < 2; pass++) {
            CommandRun run = CommandRun.of(new MigrateCommand(), route, "acme");
            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .containsOnlyOnce(
                            "acme: nothing was copied: all 17 messages were skipped, 17 (")
                    .contains("since=2127-01-01)");
        }
    }

    @Test
    void passThatSelectsNoFolderShouldSaySo() throws Exception {
        route.consumer("folders: Nowhere").start();
        assertThat(CommandRun.of(new MigrateCommand(), route, "acme").out())
                .contains("all 17 messages were skipped, 17 (folder not among folders=Nowhere)")
                .contains(
                        "no mailbox of this pass has a folder that is meant by folders 'Nowhere'");
    }

    @Test
    void passThatCopiesSomethingShouldNotSaySo() throws Exception {
        route.consumer("folders: Old").start();
        assertThat(CommandRun.of(new MigrateCommand(), route, "acme").out())
                .doesNotContain("nothing was copied");
    }
}
