package io.mailcaravan.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.store.maildir.MaildirStore;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessorTest {

    private static final String ALICE = "alice@acme.example";

    private final MemoryStore source = new MemoryStore("old");
    private final MemoryStore destination = new MemoryStore("new");

    @TempDir Path folder;

    @Test
    void countsShouldBeThoseOfWhatAPassWouldCopy() throws Exception {
        put("INBOX", Messages.varied(30));
        put("Größe", Messages.varied(5));
        put("Junk", Messages.varied(7));
        MailboxAssessment found =
                assess(
                        job(
                                FolderFilter.of("", "\\Junk"),
                                ItemFilter.of("2021-06-20", "", "", "", "!\\Flagged")));
        assertThat(found.reachable()).isTrue();
        assertThat(found.messages() + found.excluded().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(42);
        assertThat(found.excluded())
                .containsKeys(
                        "before since=2021-06-20", "with \\Flagged", "folder excluded by \\Junk")
                .containsEntry("folder excluded by \\Junk", 7L);
        assertThat(found.takenFolders()).isEqualTo(2);
        assertThat(found.blocking()).isEmpty();
    }

    @Test
    void whatAStoreWarnsOfShouldBeAmongTheWarnings() throws Exception {
        put("INBOX", Messages.varied(1));
        String warning = "set another type";
        MailboxStore warns =
                new InterceptedStore(
                        source,
                        (session, method, args, call) ->
                                method.getName().equals("warnings")
                                        ? List.of(warning)
                                        : call.make());
        Login login = new Login(ALICE, Optional.of(new Secret("wrong")));
        AssessJob job =
                new AssessJob(
                        "acme",
                        new End(warns, login),
                        new End(destination, login),
                        cancelling -> () -> {},
                        FolderFilter.of("", ""),
                        ItemFilter.NONE,
                        FolderMapping.of("", Optional.empty(), true),
                        true,
                        0,
                        0);

        assertThat(assess(job).warnings()).contains(warning);
    }

    @Test
    void folderPlanShouldSayWhereEachFolderGoesAndWhy() throws Exception {
        put("INBOX", Messages.varied(1));
        put("Gesendet", Messages.varied(2));
        put("Old", Messages.varied(3));
        put(destination, "Sent Items");
        put(destination, "Old");
        MailboxAssessment found = assess(job(FolderFilter.of("", ""), ItemFilter.NONE));
        FolderFinding sent = folder(found, "Gesendet");
        assertThat(sent.plan().orElseThrow().destination()).hasToString("Sent Items");
        assertThat(sent.plan().orElseThrow().reason()).contains("\\Sent");
        assertThat(sent.there()).isTrue();
        assertThat(sent.messages()).isEqualTo(2);
        assertThat(folder(found, "Old").there()).isTrue();
    }

    @Test
    void foldersThatEndUpInOneShouldBeNamed() throws Exception {
        put("Old", Messages.varied(1));
        put("Older", Messages.varied(1));
        Path map = folder.resolve("map.txt");
        Files.writeString(map, "Older -> Old\n");
        AssessJob job =
                job(
                        FolderFilter.of("", ""),
                        ItemFilter.NONE,
                        FolderMapping.of("", Optional.of(map), true),
                        true);
        assertThat(assess(job).warnings())
                .anySatisfy(text -> assertThat(text).contains("merged into 'Old'"));
    }

    @Test
    void namesThatTheDestinationCannotHoldShouldBeCountedAndNamed() throws Exception {
        put("v1.2 notes", Messages.varied(1));
        put("v1_2 notes", Messages.varied(1));
        put("Work", Messages.varied(1));
        put("work", Messages.varied(1));
        destination
                .faults()
                .refuseNames(
                        path ->
                                Optional.of("'.' separates folders")
                                        .filter(rule -> path.toString().contains(".")));

        MailboxAssessment found = assess(job(FolderFilter.of("", ""), ItemFilter.NONE));

        assertThat(found.blocking()).isEmpty();
        assertThat(found.renamedFolders()).isEqualTo(1);
        assertThat(found.merged()).isEmpty();
        assertThat(found.warnings())
                .anySatisfy(
                        text ->
                                assertThat(text)
                                        .contains(
                                                "1 folder gets",
                                                "'v1.2 notes' becomes 'v1_2 notes~"))
                .anySatisfy(text -> assertThat(text).contains("'Work', 'work'", "case only"));
    }

    @Test
    void destinationThatTheLedgerDoesNotKnowShouldBeTold() throws Exception {
        put("INBOX", Messages.varied(2));
        put(destination, "INBOX", Messages.varied(3));
        AssessJob job = job(FolderFilter.of("", ""), ItemFilter.NONE);

        assertThat(assess(job).warnings())
                .anySatisfy(
                        text -> assertThat(text).contains("have 3 messages", "looked at first"));
        assertThat(assess(copied(job, 1, 500)).warnings())
                .noneSatisfy(text -> assertThat(text).contains("looked at first"));
    }

    @Test
    void whatTheSourceCountsAndDoesNotTellShouldStandInTheWay() throws Exception {
        put("INBOX", Messages.varied(4));
        AssessJob honest = job(FolderFilter.of("", ""), ItemFilter.NONE);
        AssessJob lying =
                new AssessJob(
                        honest.route(),
                        new End(withoutTheFirst(source), Login.of(ALICE)),
                        honest.destination(),
                        honest.turn(),
                        honest.folders(),
                        honest.items(),
                        honest.mapping(),
                        true,
                        0,
                        0);

        assertThat(assess(lying).blocking())
                .anySatisfy(text -> assertThat(text).contains("announces 4 messages", "lists 3"))
                .anySatisfy(text -> assertThat(text).contains("a directory of odd name"));
        assertThat(assess(honest).blocking()).isEmpty();
    }

    /** Lists no UID 1, and has something that is no folder. */
    private static MailboxStore withoutTheFirst(MailboxStore store) {
        return proxy(
                MailboxStore.class,
                (method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    return result instanceof MailboxSession session ? without(session) : result;
                });
    }

    @SuppressWarnings("unchecked")
    private static MailboxSession without(MailboxSession session) {
        return proxy(
                MailboxSession.class,
                (method, arguments) -> {
                    if (method.getName().equals("overlooked")) {
                        return List.of("a directory of odd name");
                    }
                    if (method.getName().equals("list")) {
                        Consumer<ItemHead> to = (Consumer<ItemHead>) arguments[2];
                        arguments[2] =
                                (Consumer<ItemHead>)
                                        head -> {
                                            if (head.uid().value() > 1) {
                                                to.accept(head);
                                            }
                                        };
                    }
                    return method.invoke(session, arguments);
                });
    }

    private interface Call {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> call.of(method, arguments)));
    }

    @Test
    void missingFolderShouldBlockWhereNoneMayBeCreated() throws Exception {
        put("Old", Messages.varied(1));
        AssessJob job =
                job(
                        FolderFilter.of("", ""),
                        ItemFilter.NONE,
                        FolderMapping.of("", Optional.empty(), true),
                        false);
        assertThat(assess(job).blocking())
                .singleElement()
                .asString()
                .contains("folder 'Old' cannot be copied", "createFolders");
    }

    @Test
    void lookingShouldChangeNeitherEnd() throws Exception {
        put("INBOX", Messages.varied(3));
        put("Gesendet", Messages.varied(2));
        FolderStatus before = status(source, "INBOX");
        assess(job(FolderFilter.of("", ""), ItemFilter.NONE));
        assertThat(status(source, "INBOX")).isEqualTo(before);
        try (MailboxSession session = destination.signIn(Login.of(ALICE), Access.READ)) {
            assertThat(session.folders()).hasSize(1);
        }
    }

    @Test
    void quotaShouldBlockOnlyWhereWhatIsStillToComeDoesNotFit() throws Exception {
        put("INBOX", Messages.large("one", 50_000), Messages.large("two", 50_000));
        put(destination, "INBOX", Messages.large("one", 50_000));
        destination.limit(ALICE, 110_000);
        assertThat(assess(job(FolderFilter.of("", ""), ItemFilter.NONE)).blocking())
                .singleElement()
                .asString()
                .contains("quota");
        AssessJob delta = copied(job(FolderFilter.of("", ""), ItemFilter.NONE), 1, 50_000);
        MailboxAssessment found = assess(delta);
        assertThat(found.room().orElseThrow().suffices()).isTrue();
        assertThat(found.blocking()).isEmpty();
    }

    @Test
    void refusedSignInShouldBeTriedOnceAndExplained() throws Exception {
        put("INBOX", Messages.varied(1));
        destination.password(ALICE, "right");
        AssessJob job = job(FolderFilter.of("", ""), ItemFilter.NONE);
        MailboxAssessment found = assess(job);
        assertThat(found.reachable()).isFalse();
        assertThat(found.source().state()).isEqualTo(SignIn.State.OK);
        assertThat(found.destination().state()).isEqualTo(SignIn.State.REFUSED);
        assertThat(found.destination().failure().orElseThrow().explanation())
                .contains("Check the password");
    }

    @Test
    void storeThatIsDownShouldBeAskedOnceForAllMailboxes() throws Exception {
        source.faults()
                .failNextSignIn(
                        new MailboxException(
                                Scope.STORE, Retry.LATER, "old.example does not answer.", ""));
        AssessJob job = job(FolderFilter.of("", ""), ItemFilter.NONE);
        List<MailboxAssessment> found =
                new Assessor().assess(List.of(job, job, job), 1, assessment -> {});
        assertThat(found)
                .hasSize(3)
                .allSatisfy(
                        one ->
                                assertThat(one.source().state())
                                        .isEqualTo(SignIn.State.UNREACHABLE));
    }

    @Test
    void mailboxThatTheFirstPassMakesShouldNotCountAsRefused() throws Exception {
        put("INBOX", Messages.varied(2));
        Path backup = folder.resolve("backup");
        MaildirStore maildir =
                new MaildirStore("backup", backup, new Spool(folder.resolve("spool"), 1 << 20));
        AssessJob job = job(FolderFilter.of("", ""), ItemFilter.NONE);
        MailboxAssessment found =
                assess(
                        new AssessJob(
                                job.route(),
                                job.source(),
                                new End(maildir, Login.of(ALICE)),
                                job.turn(),
                                job.folders(),
                                job.items(),
                                job.mapping(),
                                true,
                                0,
                                0));
        assertThat(found.reachable()).isTrue();
        assertThat(found.destination().state()).isEqualTo(SignIn.State.TO_BE_CREATED);
        assertThat(found.messages()).isEqualTo(2);
        assertThat(backup).doesNotExist();
    }

    @Test
    void cancelledLookShouldReportNothingHalf() throws Exception {
        put("INBOX", Messages.varied(2));
        Assessor assessor = new Assessor();
        assessor.cancel();
        List<MailboxAssessment> told = new ArrayList<>();
        assertThat(
                        assessor.assess(
                                List.of(job(FolderFilter.of("", ""), ItemFilter.NONE)),
                                1,
                                told::add))
                .isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void lookThatIsCancelledWhileItWaitsForItsTurnShouldReportNothing() throws Exception {
        Assessor assessor = new Assessor();
        AssessJob job = job(FolderFilter.of("", ""), ItemFilter.NONE);
        AssessJob waiting =
                new AssessJob(
                        job.route(),
                        job.source(),
                        job.destination(),
                        cancelling -> {
                            assessor.cancel();
                            assertThat(cancelling.getAsBoolean()).isTrue();
                            throw MailboxException.interrupted();
                        },
                        job.folders(),
                        job.items(),
                        job.mapping(),
                        true,
                        0,
                        0);
        assertThat(assessor.assess(List.of(waiting), 1, one -> {})).isEmpty();
    }

    @Test
    void folderFilterThatMeansNothingShouldBeNamed() throws Exception {
        put("INBOX", Messages.varied(1));
        assertThat(assess(job(FolderFilter.of("", "Jnuk"), ItemFilter.NONE)).warnings())
                .anySatisfy(text -> assertThat(text).contains("'Jnuk'"));
    }

    private static FolderFinding folder(MailboxAssessment found, String path) {
        return found.folders().stream()
                .filter(one -> one.path().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static MailboxAssessment assess(AssessJob job) throws InterruptedException {
        return new Assessor().assess(List.of(job), 1, assessment -> {}).get(0);
    }

    private AssessJob job(FolderFilter folders, ItemFilter items) {
        return job(folders, items, FolderMapping.of("", Optional.empty(), true), true);
    }

    private AssessJob job(
            FolderFilter folders, ItemFilter items, FolderMapping mapping, boolean createFolders) {
        return new AssessJob(
                "acme",
                new End(source, new Login(ALICE, Optional.of(new Secret("wrong")))),
                new End(destination, new Login(ALICE, Optional.of(new Secret("wrong")))),
                cancelling -> () -> {},
                folders,
                items,
                mapping,
                createFolders,
                0,
                0);
    }

    private static AssessJob copied(AssessJob job, long items, long bytes) {
        return new AssessJob(
                job.route(),
                job.source(),
                job.destination(),
                job.turn(),
                job.folders(),
                job.items(),
                job.mapping(),
                job.createFolders(),
                items,
                bytes);
    }

    private FolderStatus status(MemoryStore store, String path) throws MailboxException {
        try (MailboxSession session = store.signIn(Login.of(ALICE), Access.READ)) {
            return session.status(FolderPath.parse(path));
        }
    }

    private void put(String path, Item... items) throws MailboxException {
        put(source, path, items);
    }

    private static void put(MemoryStore store, String path, Item... items) throws MailboxException {
        FolderPath folderPath = FolderPath.parse(path);
        try (MailboxSession session = store.signIn(Login.of(ALICE), Access.WRITE)) {
            session.create(folderPath, Optional.empty());
            session.append(folderPath, List.of(items));
        }
    }
}
