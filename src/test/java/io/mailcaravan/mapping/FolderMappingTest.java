package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.FolderPlan.Row;
import io.mailcaravan.mapping.FolderPlan.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMappingTest {

    @TempDir Path folder;

    private static final FolderMapping DEFAULT = FolderMapping.of("", Optional.empty(), true);

    @Test
    void pathShouldStayWithoutAnyRule() {
        FolderPlan plan = DEFAULT.plan(named("INBOX", "INBOX/a", "Projekte/ü"), named("INBOX"));

        assertThat(targets(plan)).containsExactly("INBOX", "INBOX/a", "Projekte/ü");
        assertThat(plan.rows()).extracting(Row::rule).containsOnly(Rule.SAME_NAME);
    }

    @Test
    void rolesShouldMeetAcrossLanguagesWithSubfolders() {
        FolderPlan plan =
                DEFAULT.plan(
                        named("Gesendete Elemente", "Gesendete Elemente/2019", "Papierkorb"),
                        List.of(declared("Sent Messages", SpecialUse.SENT), plain("Trash")));

        assertThat(targets(plan)).containsExactly("Sent Messages", "Sent Messages/2019", "Trash");
        assertThat(plan.rows())
                .extracting(Row::reason)
                .containsExactly(
                        "special-use \\Sent, by its name",
                        "follows its parent Gesendete Elemente",
                        "special-use \\Trash, by its name");
    }

    @Test
    void roleShouldBeGivenToAFolderThatIsCreated() {
        Row row = DEFAULT.plan(named("Entwürfe"), named("INBOX")).rows().get(0);

        assertThat(row.destination()).isEqualTo(FolderPath.of("Entwürfe"));
        assertThat(row.use()).contains(SpecialUse.DRAFTS);
    }

    @Test
    void declaredFolderShouldTakeTheRoleAndTheOtherKeepItsName() {
        FolderPlan plan =
                DEFAULT.plan(
                        List.of(plain("Sent"), declared("Ausgang", SpecialUse.SENT)),
                        List.of(declared("Gesendet", SpecialUse.SENT)));

        assertThat(targets(plan)).containsExactly("Sent", "Gesendet");
    }

    @Test
    void planShouldNotDependOnTheOrderOfFolders() {
        List<Folder> sources = named("Sent", "Sent Items", "Gesendet", "Gesendet/a");
        List<Folder> destinations = named("Sent Items", "Sent Messages");
        List<Folder> reversedSources = new ArrayList<>(sources);
        Collections.reverse(reversedSources);
        List<Folder> reversedDestinations = new ArrayList<>(destinations);
        Collections.reverse(reversedDestinations);

        Map<FolderPath, Row> plan = DEFAULT.plan(sources, destinations).bySource();

        assertThat(DEFAULT.plan(reversedSources, reversedDestinations).bySource()).isEqualTo(plan);
    }

    @Test
    void secondPassShouldPlanTheSameOntoWhatTheFirstCreated() {
        List<Folder> sources = List.of(plain("Sent"), declared("Sent Messages", SpecialUse.SENT));
        FolderPlan first = DEFAULT.plan(sources, named("INBOX"));

        FolderPlan second =
                DEFAULT.plan(
                        sources,
                        Stream.concat(
                                        Stream.of(plain("INBOX")),
                                        first.rows().stream()
                                                .map(row -> Folder.of(row.destination())))
                                .toList());

        assertThat(targets(second)).isEqualTo(targets(first));
    }

    @Test
    void viewsShouldNotBeMatchedByRole() {
        FolderPlan plan =
                DEFAULT.plan(
                        List.of(declared("[Gmail]/Alle Nachrichten", SpecialUse.ALL)),
                        List.of(declared("All", SpecialUse.ALL)));

        assertThat(targets(plan)).containsExactly("[Gmail]/Alle Nachrichten");
    }

    @Test
    void prefixShouldTakeEverythingBelowIt() {
        FolderMapping mapping = FolderMapping.of("Old mail/2019/", Optional.empty(), true);

        assertThat(targets(mapping.plan(named("INBOX", "Sent", "a/b"), named("Sent"))))
                .containsExactly("Old mail/2019/INBOX", "Old mail/2019/Sent", "Old mail/2019/a/b");
        assertThat(
                        targets(
                                FolderMapping.of("inbox", Optional.empty(), true)
                                        .plan(named("a"), List.of())))
                .containsExactly("INBOX/a");
    }

    @Test
    void rolesCanBeSwitchedOff() {
        FolderMapping mapping = FolderMapping.of("", Optional.empty(), false);

        assertThat(targets(mapping.plan(named("Gesendet"), named("Sent"))))
                .containsExactly("Gesendet");
    }

    @Test
    void mapFileShouldBeatOtherRulesAndTheMostSpecificLineTheOthers() throws IOException {
        FolderMapping mapping =
                mapped(
                        """
                        \uFEFF# ours
                        Projects -> Work
                        Projects/Secret -> Vault
                        Lists/** -> Mailing lists
                        \\Sent -> Archive/Sent
                        Alt -> \\Trash
                        Quark -> \\Junk
                        """
                                .replace("\n", "\r\n"));

        FolderPlan plan =
                mapping.plan(
                        named(
                                "Projects",
                                "Projects/a",
                                "Projects/Secret/b",
                                "Lists",
                                "Lists/x/y",
                                "Gesendet",
                                "Alt",
                                "Quark",
                                "Other"),
                        List.of(declared("Deleted", SpecialUse.TRASH)));

        assertThat(targets(plan))
                .containsExactly(
                        "Work",
                        "Work/a",
                        "Vault/b",
                        "Lists",
                        "Mailing lists/x/y",
                        "Archive/Sent",
                        "Deleted",
                        "Junk",
                        "Other");
        assertThat(plan.row(FolderPath.of("Quark")).orElseThrow().use()).contains(SpecialUse.JUNK);
    }

    @Test
    void foldersThatMeetShouldBeShown() throws IOException {
        FolderPlan plan = mapped("a -> c\nb -> c\n").plan(named("a", "b", "d"), List.of());

        assertThat(plan.merged())
                .isEqualTo(
                        Map.of(
                                FolderPath.of("c"),
                                List.of(FolderPath.of("a"), FolderPath.of("b"))));
    }

    @Test
    void mistakesShouldNameFileAndLine() {
        assertWrong("a -> b\nx y\n", "folders.map, line 2: 'x y' has no ->");
        assertWrong("a -> b -> c", "line 1: 'a -> b -> c' has more than one ->");
        assertWrong("a -> \n", "line 1: no destination folder. To leave a folder out");
        assertWrong("# x\n\n -> b\n", "line 3: no source folder");
        assertWrong("\\Snet -> b", "'\\Snet' is no special-use name. Did you mean '\\Sent'?");
        assertWrong("a/*/b -> c", "has a * where none is possible");
        assertWrong("a//b -> c", "has an empty folder name");
        assertWrong("a -> b\na -> c", "line 2: 'a' was mapped before");
        assertThatThrownBy(() -> FolderMapping.of("a//b", Optional.empty(), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("folderPrefix");
    }

    @Test
    void oneFolderAloneShouldBeMappedToo() {
        assertThat(DEFAULT.map(plain("Gesendet"), named("Sent"))).isEqualTo(FolderPath.of("Sent"));
    }

    private void assertWrong(String text, String message) {
        assertThatThrownBy(() -> mapped(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private FolderMapping mapped(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("folders.map"), text);
        return FolderMapping.of("", Optional.of(file), true);
    }

    private static List<String> targets(FolderPlan plan) {
        return plan.rows().stream().map(row -> row.destination().toString()).toList();
    }

    private static List<Folder> named(String... paths) {
        return Stream.of(paths).map(FolderMappingTest::plain).toList();
    }

    private static Folder plain(String path) {
        return Folder.of(FolderPath.parse(path));
    }

    private static Folder declared(String path, SpecialUse use) {
        return new Folder(FolderPath.parse(path), true, true, Optional.of(use));
    }
}
