package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.convert.tnef.TnefMails;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.KindItems;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts, events and tasks on their way through a route. */
class KindsTest {

    private static final String WORK = "/contact/Work";
    private static final FolderPath ADDRESSES = FolderPath.parse(WORK);

    @TempDir Path folder;

    private RouteFixture route;

    /** Holds mail only. */
    private static final class MailOnly extends ForwardingStore {
        MailOnly(MailboxStore store) {
            super(store);
        }

        @Override
        public Set<ItemKind> kinds() {
            return Set.of(ItemKind.MESSAGE);
        }
    }

    /** Is only read. */
    private static final class SourceOnly extends ForwardingStore {
        SourceOnly(MailboxStore store) {
            super(store);
        }

        @Override
        public boolean isSourceOnly() {
            return true;
        }
    }

    @Test
    void storeThatIsOnlyReadShouldBeRefusedAsDestination() throws Exception {
        RouteFixture toArchive = route();
        toArchive.around(store -> store, SourceOnly::new);
        toArchive.start();
        assertThatThrownBy(toArchive::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("store new: ")
                .hasMessageContaining("is only read");
    }

    private RouteFixture route() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put(WORK, KindItems.of(ItemKind.CONTACT, "ann", "Ann"));
        route.put("Work", Messages.plain("about work"));
        return route;
    }

    private static void edit(MemoryStore store, String text) throws Exception {
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            List<ItemHead> heads = new ArrayList<>();
            session.list(ADDRESSES, UidRange.ALL, heads::add);
            session.replace(
                    ADDRESSES,
                    heads.get(0).uid(),
                    Version.NONE,
                    KindItems.of(ItemKind.CONTACT, "ann", text));
        }
    }

    @Test
    void addressBookShouldNotBeTheMailFolderOfItsName() throws Exception {
        try (RouteFixture running = route().start()) {
            assertThat(running.passOfAlice().isComplete()).isTrue();
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(1);
            assertThat(running.atDestination("Work")).isEqualTo(running.atSource("Work"));
            List<String> differences = new ArrayList<>();
            running.verify(true, differences);
            assertThat(differences).isEmpty();
        }
    }

    @Test
    void onlyTheKindsThatAreAskedForShouldBeCopied() throws Exception {
        try (RouteFixture running = route().consumer("kinds: contact, event").start()) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.counts().copied()).isEqualTo(1);
            assertThat(result.counts().skipped()).isEqualTo(1);
            assertThat(running.ledgerStates())
                    .containsEntry("Work 1", "SKIPPED message not among kinds=contact,event");
        }
    }

    @Test
    void whatAnEndCannotHoldShouldBeSkippedWithThatReason() throws Exception {
        try (RouteFixture running = route().around(store -> store, MailOnly::new).start()) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.counts().copied()).isEqualTo(1);
            assertThat(running.ledgerStates())
                    .containsEntry(WORK + " 1", "SKIPPED store new holds no contacts");
        }
    }

    @Test
    void whatAnEndBehindAHeaderCannotHoldShouldBeSkippedWithThatReason() throws Exception {
        RouteFixture redirected =
                route().step("- setHeader: { name: CamelMailboxDestination, constant: other }");
        try (RouteFixture running = redirected.around(store -> store, MailOnly::new).start()) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.counts().copied()).isEqualTo(1);
            assertThat(running.ledgerStates())
                    .containsEntry(WORK + " 1", "SKIPPED store new holds no contacts");
        }
    }

    /** Nobody knows before which store the step will name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- toD: { uri: \"mailbox:${header.chosen}?createFolders=true\" }",
                "- recipientList: { simple: \"mailbox:${header.chosen}?createFolders=true\" }"
            })
    void whatAnEndThatAStepNamesCannotHoldShouldFailAndTellWhatToDo(String step) throws Exception {
        RouteFixture chosen =
                route().step("- setHeader: { name: chosen, constant: new }").inBlock(step);
        try (RouteFixture running = chosen.around(store -> store, MailOnly::new).start()) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.stopped()).isEmpty();
            assertThat(result.counts().copied()).isEqualTo(1);
            assertThat(result.counts().failed()).isEqualTo(1);
            assertThat(running.ledgerStates().get(WORK + " 1"))
                    .startsWith("FAILED folder '" + WORK + "' cannot be at the destination")
                    .contains("store new of type memory holds no contacts")
                    .contains("to another store", "option kinds");
            assertThat(RouteFixture.counts(running.destination, Login.of(RouteFixture.MAILBOX)))
                    .doesNotContainKey(WORK);
            assertThat(running.atDestination("Work")).isEqualTo(running.atSource("Work"));
        }
    }

    @Test
    void kindThatAnEndLacksShouldBeRefusedWhenItIsAskedFor() throws Exception {
        RouteFixture wrong =
                route().consumer("kinds: contact").around(store -> store, MailOnly::new);
        assertThatThrownBy(wrong::start)
                .hasStackTraceContaining("store new of type memory holds no contacts");
        wrong.close();
    }

    @Test
    void unknownKindShouldBeRefused() throws Exception {
        RouteFixture wrong = route().consumer("kinds: contacts");
        assertThatThrownBy(wrong::start)
                .rootCause()
                .hasMessageContaining("'contacts' is no kind of item")
                .hasMessageContaining("message, contact, event, task");
        wrong.close();
    }

    @Test
    void storeThatCannotReplaceShouldFailWhatHasChanged() throws Exception {
        try (RouteFixture running = route().start()) {
            running.passOfAlice();
            edit(running.source, "Ann Other");
            running.destination.faults().lack(StoreCapability.REPLACE);
            MailboxResult result = running.passOfAlice();
            assertThat(result.isComplete()).isFalse();
            assertThat(running.ledgerStates().get(WORK + " 1"))
                    .startsWith("FAILED")
                    .contains("store new cannot replace its copy");
            running.destination.faults().clear();
            assertThat(running.passOfAlice().isComplete()).isTrue();
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(1);
        }
    }

    /** What is known of the copies is known of them under their items' new numbers, too. */
    @Test
    void editsShouldBeCarriedAfterTheBookWasNumberedAnew() throws Exception {
        try (RouteFixture running = route().start()) {
            running.passOfAlice();
            running.source.renumber(RouteFixture.MAILBOX, ADDRESSES);
            running.passOfAlice();
            edit(running.source, "Ann Other");
            assertThat(running.passOfAlice().counts().replaced()).isEqualTo(1);
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(1);
        }
    }

    @Test
    void editTogetherWithNewNumbersShouldBeCarried() throws Exception {
        try (RouteFixture running = route().start()) {
            running.passOfAlice();
            edit(running.source, "Ann Other");
            running.source.renumber(RouteFixture.MAILBOX, ADDRESSES);
            assertThat(running.passOfAlice().isComplete()).isTrue();
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(1);
        }
    }

    @Test
    void ownersEditShouldStayWhenTheBookIsNumberedAnew() throws Exception {
        try (RouteFixture running = route().start()) {
            running.passOfAlice();
            edit(running.destination, "Ann of the owner");
            List<String> owners = running.atDestination(WORK);
            edit(running.source, "Ann Other");
            running.source.renumber(RouteFixture.MAILBOX, ADDRESSES);
            running.passOfAlice();
            edit(running.source, "Ann Anew");
            running.passOfAlice();
            assertThat(running.atDestination(WORK)).isEqualTo(owners);
        }
    }

    /** An item is what it is, whatever headers a step has left of it. */
    @Test
    void stepsOfMailShouldLeaveAContactAloneThatHasNoHeaders() throws Exception {
        Files.writeString(
                folder.resolve("mapping.yaml"),
                "message: { flags: { add: [ Moved ] }, folders: { Work: Done } }");
        byte[] withTnef = TnefMails.mail("one");
        RouteFixture without =
                route().inBlock(
                                "- removeHeaders: { pattern: \"CamelMailbox*\" }\n"
                                        + "              - bean: { ref: propertyMapping }\n"
                                        + "              - bean: { ref: tnefToMime }\n"
                                        + "              - TO");
        without.put(WORK, Messages.item(withTnef, Flags.NONE, InternalDate.UNKNOWN));
        try (RouteFixture running = without.start()) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.isComplete()).as(running.ledgerStates().toString()).isTrue();
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(2);
            assertThat(running.ledgerStates())
                    .containsEntry(WORK + " 1", "COPIED ")
                    .containsEntry(WORK + " 2", "COPIED ");
            assertThat(running.ledgerStates().get("Work 1")).contains("mapping.yaml");
        }
    }

    @Test
    void copyThatIsKeptShouldBeToldAndBeNoFault() throws Exception {
        try (RouteFixture running = route().start()) {
            running.passOfAlice();
            edit(running.destination, "Ann, as I call her");
            edit(running.source, "Ann Other");
            MailboxResult result = running.passOfAlice();
            assertThat(result.counts().kept()).isEqualTo(1);
            assertThat(running.atDestination(WORK).toString()).contains("as I call her");
            List<String> differences = new ArrayList<>();
            VerifyResult verified = running.verify(true, differences);
            assertThat(differences)
                    .singleElement()
                    .asString()
                    .contains("kept as its owner has made it")
                    .contains("its owner has changed the copy");
            assertThat(verified.counts().faults()).isZero();
        }
    }

    private RouteFixture conflict(String rule) throws Exception {
        RouteFixture running = route().producer("createFolders: true, conflicts: " + rule).start();
        running.passOfAlice();
        edit(running.destination, "Ann, as I call her");
        edit(running.source, "Ann Other");
        return running;
    }

    @Test
    void sourceShouldReplaceWhatItsOwnerHasChangedWhereTheRouteSaysSo() throws Exception {
        try (RouteFixture running = conflict("source")) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.isComplete()).isTrue();
            assertThat(result.counts().replaced()).isEqualTo(1);
            assertThat(result.counts().kept()).isZero();
            assertThat(running.atDestination(WORK)).isEqualTo(running.atSource(WORK)).hasSize(1);
            List<String> differences = new ArrayList<>();
            VerifyResult verified = running.verify(true, differences);
            assertThat(differences).isEmpty();
            assertThat(verified.counts().extra()).isZero();
            assertThat(running.passOfAlice().counts().replaced()).isZero();
        }
    }

    @Test
    void bothShouldBeThereWhereTheRouteSaysSoAndStayTwo() throws Exception {
        try (RouteFixture running = conflict("both")) {
            MailboxResult result = running.passOfAlice();
            assertThat(result.isComplete()).isTrue();
            assertThat(running.atDestination(WORK))
                    .hasSize(2)
                    .anyMatch(there -> there.contains("Ann, as I call her"))
                    .anyMatch(there -> there.contains("Ann Other"));
            List<String> differences = new ArrayList<>();
            VerifyResult verified = running.verify(true, differences);
            assertThat(differences)
                    .singleElement()
                    .asString()
                    .contains("kept as its owner has made it");
            assertThat(verified.counts().faults()).isZero();
            assertThat(verified.counts().extra()).isEqualTo(1);
            edit(running.source, "Ann Third");
            assertThat(running.passOfAlice().isComplete()).isTrue();
            assertThat(running.atDestination(WORK))
                    .hasSize(2)
                    .anyMatch(there -> there.contains("Ann, as I call her"))
                    .anyMatch(there -> there.contains("Ann Third"));
            deleteBeside(running, "Ann Third");
            edit(running.source, "Ann Fourth");
            assertThat(running.passOfAlice().isComplete()).isTrue();
            assertThat(running.atDestination(WORK))
                    .hasSize(2)
                    .anyMatch(there -> there.contains("Ann, as I call her"))
                    .anyMatch(there -> there.contains("Ann Fourth"));
            MailboxResult last = running.passOfAlice();
            assertThat(last.counts().unchanged()).isEqualTo(last.counts().expected());
        }
    }

    /** Its owner does so with the copy that says this. */
    private static void deleteBeside(RouteFixture running, String text) throws Exception {
        FolderPath path = FolderPath.parse(WORK);
        List<ItemHead> heads = new ArrayList<>();
        List<Uid> found = new ArrayList<>();
        try (MailboxSession session =
                running.destination.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.list(path, UidRange.ALL, heads::add);
            session.read(
                    path,
                    List.of(heads).iterator(),
                    item -> {
                        try (Content content = item.content();
                                InputStream in = content.open()) {
                            String said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                            if (said.contains(text)) {
                                found.add(item.head().uid());
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            assertThat(found).hasSize(1);
            session.delete(path, found);
        }
    }

    @Test
    void deadLetterOfAContactShouldBeAVcard() throws Exception {
        try (RouteFixture running = route().start()) {
            running.destination.faults().refuse(item -> true);
            running.passOfAlice();
            try (Stream<Path> files = Files.walk(running.deadLetters())) {
                assertThat(files.filter(Files::isRegularFile))
                        .extracting(
                                file -> file.getFileName().toString().replaceFirst(".*\\.", "."))
                        .containsExactlyInAnyOrder(".vcf", ".eml");
            }
        }
    }

    @Test
    void contactsThatAreThereInAnotherStateShouldNotBeAppendedASecondTime() throws Exception {
        try (RouteFixture running = route().start()) {
            RouteFixture.put(
                    running.destination,
                    RouteFixture.MAILBOX,
                    WORK,
                    KindItems.of(ItemKind.CONTACT, "ann", "Ann, brought by hand"));
            MailboxResult result = running.passOfAlice();
            assertThat(result.counts().kept()).isEqualTo(1);
            assertThat(running.atDestination(WORK))
                    .singleElement()
                    .asString()
                    .contains("brought by hand");
        }
    }
}
