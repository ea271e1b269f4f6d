package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folder names that the destination cannot hold, and that no file system takes. */
class FolderNamesRouteTest {

    private static final String LONG = "\u65e5\u672c\u8a9e".repeat(60);

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void fixture() throws Exception {
        route = new RouteFixture(folder);
    }

    @AfterEach
    void end() throws Exception {
        route.close();
    }

    @Test
    void namesWithTheSeparatorShouldBeCopiedEachToAFolderOfItsOwn() throws Exception {
        separatorIsADot();
        route.put("v1.2 notes", Messages.varied(3));
        route.put("v1_2 notes", Messages.varied(4));
        route.put("v1.2 notes/a.b", Messages.varied(2));
        route.start();
        MailboxResult result = route.passOfAlice();

        assertThat(result.counts().failed()).isZero();
        assertThat(route.atDestination("v1_2 notes")).hasSize(4);
        List<String> differences = new ArrayList<>();
        route.verify(true, differences);
        assertThat(differences).isEmpty();
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
    }

    @Test
    void namesThatDifferInCaseShouldNotBecomeOne() throws Exception {
        route.destination.faults().ignoreCase();
        route.put("Work", Messages.varied(3));
        route.put("work", Messages.varied(4));
        route.put("work/x", Messages.varied(1));
        route.start().pass();

        assertThat(route.atDestination("Work")).hasSize(3);
        List<String> differences = new ArrayList<>();
        route.verify(true, differences);
        assertThat(differences).isEmpty();
    }

    @Test
    void deadLettersShouldBeKeptWhateverTheFolderIsCalled() throws Exception {
        List<String> folders = List.of("\u65e5\u672c\u8a9e", LONG, "..", "a b\n", "a_b_", "a%2Fb");
        for (String name : folders) {
            route.put(name, Messages.plain("in " + folders.indexOf(name)));
        }
        route.destination.faults().refuse(item -> true);
        MailboxResult result = route.start().passOfAlice();

        assertThat(result.counts().failed()).isEqualTo(folders.size());
        assertThat(letters())
                .hasSize(folders.size())
                .allSatisfy(
                        letter -> {
                            assertThat(letter).matches("[A-Za-z0-9@._+/-]+/1\\.eml");
                            assertThat(letter).doesNotContain("..");
                            assertThat(letter.length()).isLessThan(400);
                        });

        route.destination.faults().refuse(item -> false);
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(folders.size());
        assertThat(letters()).isEmpty();
    }

    private Set<String> letters() throws Exception {
        try (Stream<Path> files = Files.walk(route.deadLetters())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> route.deadLetters().relativize(file).toString())
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    private void separatorIsADot() {
        route.destination.faults().refuseNames(FolderNamesRouteTest::dotProblem);
    }

    private static Optional<String> dotProblem(FolderPath path) {
        return path.names().stream().anyMatch(name -> name.indexOf('.') >= 0)
                ? Optional.of("'.' separates folders here")
                : Optional.empty();
    }
}
