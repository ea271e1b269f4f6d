package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while a batch is written: by other programs, other stores, and memory's end. */
class MboxWritersTest {

    @TempDir private Path folder;
    private MboxFiles files;

    @BeforeEach
    void mailbox() {
        files = new MboxFiles(folder).layout(MboxLayout.FILE);
    }

    private interface Event {
        void happen() throws Exception;
    }

    /** A message while which is written something else happens, once. */
    private static Item with(Item item, Event event) {
        return new Item(
                item.head(),
                new Content() {
                    private boolean happened;

                    @Override
                    public long size() {
                        return item.content().size();
                    }

                    @Override
                    public InputStream open() throws IOException {
                        if (!happened) {
                            happened = true;
                            try {
                                event.happen();
                            } catch (IOException | RuntimeException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        return item.content().open();
                    }

                    @Override
                    public void close() {
                        item.content().close();
                    }
                });
    }

    private void append(Item... items) throws Exception {
        try (MailboxSession session = files.write()) {
            session.append(FolderPath.INBOX, List.of(items));
        }
    }

    private List<String> subjects() throws Exception {
        return files.received(FolderPath.INBOX).stream()
                .map(each -> each.text().replaceAll("(?s).*Subject: ([^\r\n]*).*", "$1"))
                .toList();
    }

    private Path dotLock() {
        return files.anna().resolveSibling("anna.lock");
    }

    private void theirs() throws IOException {
        files.add(FROM + "Subject: theirs\n\nx\n\n");
    }

    @Test
    void mailThatAnotherProgramAddsMeanwhileShouldNotBeOverwritten() throws Exception {
        append(Messages.plain("one"));
        Item large = Messages.large("large", 300_000);
        assertThatThrownBy(() -> append(large, with(Messages.plain("two"), this::theirs)))
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.retry()).isEqualTo(Retry.NEVER));
        assertThat(Files.readString(files.anna())).contains(FROM + "Subject: theirs\n\nx\n\n");
        assertThat(dotLock()).doesNotExist();
        assertThatThrownBy(() -> append(Messages.plain("three")))
                .hasMessageContaining("another program");
    }

    @Test
    void mailThatAnotherProgramAddsMeanwhileShouldNotBeTakenBackWithTheBatch() throws Exception {
        append(Messages.plain("one"));
        Item broken =
                with(
                        Messages.plain("two"),
                        () -> {
                            theirs();
                            throw new IOException("the spool is gone");
                        });
        assertThatThrownBy(() -> append(broken)).isInstanceOf(MailboxException.class);
        assertThat(subjects()).containsExactly("one", "theirs");
    }

    @Test
    void mailThatComesWhileAnotherProgramHasTheLockShouldBeSeen() throws Exception {
        append(Messages.plain("one"));
        Files.writeString(dotLock(), "");
        FutureTask<Void> waiting =
                new FutureTask<>(
                        () -> {
                            append(Messages.plain("two"));
                            return null;
                        });
        Thread thread = Thread.ofPlatform().start(waiting);
        awaitWaiting(thread, DotLock.class);
        theirs();
        Files.delete(dotLock());
        assertThatThrownBy(waiting::get).hasMessageContaining("another program");
        assertThat(subjects()).containsExactly("one", "theirs");
    }

    /** Until it waits in a class, or is at its end. */
    private static void awaitWaiting(Thread thread, Class<?> where) {
        while (thread.isAlive()
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(
                                frame ->
                                        frame.getClassName().equals(where.getName())
                                                && frame.getMethodName().matches("await|take"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void batchThatAnErrorEndsShouldBeTakenBack() throws Exception {
        append(Messages.plain("one"));
        byte[] before = Files.readAllBytes(files.anna());
        Item broken =
                with(
                        Messages.plain("two"),
                        () -> {
                            throw new OutOfMemoryError("of a test");
                        });
        assertThatThrownBy(() -> append(Messages.large("large", 300_000), broken))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(files.anna()).hasBinaryContent(before);
        append(Messages.plain("three"));
        assertThat(subjects()).containsExactly("one", "three");
    }

    @Test
    void lockThatIsNoLongerOursShouldStay() throws Exception {
        append(with(Messages.plain("one"), () -> Files.writeString(dotLock(), "4711")));
        assertThat(dotLock()).hasContent("4711");
    }

    /** A kill between the two would leave a lock of nobody. */
    @Test
    void lockShouldHaveItsTextAndNothingBesideIt() throws Exception {
        append(
                with(
                        Messages.plain("one"),
                        () -> {
                            assertThat(dotLock()).content().startsWith("caravan ");
                            assertThat(dotLock().resolveSibling(".anna.caravan-lock"))
                                    .doesNotExist();
                        }));
        assertThat(dotLock()).doesNotExist();
    }

    @Test
    void storesOfDifferentLayoutsShouldWaitForEachOther() throws Exception {
        MboxFiles tree = new MboxFiles(folder).layout(MboxLayout.TREE);
        MboxStore file =
                new MboxStore(
                        "file",
                        tree.anna(),
                        MboxLayout.FILE,
                        MboxFormat.MBOXRD,
                        new Spool(folder.resolve("other"), 4096));
        FutureTask<Void> waiting =
                new FutureTask<>(
                        () -> {
                            try (MailboxSession session =
                                    file.signIn(Login.of("Inbox"), Access.WRITE)) {
                                session.append(FolderPath.INBOX, List.of(Messages.plain("two")));
                            }
                            return null;
                        });
        Thread thread = Thread.ofPlatform().unstarted(waiting);
        Item first =
                with(
                        Messages.plain("one"),
                        () -> {
                            thread.start();
                            awaitWaiting(thread, FolderLock.class);
                        });
        try (MailboxSession session = tree.write()) {
            session.append(FolderPath.INBOX, List.of(Messages.large("large", 300_000), first));
        }
        waiting.get();
        assertThat(tree.received(FolderPath.INBOX)).hasSize(3);
    }

    @Test
    void dateThatNoLineCanSayShouldNotHideTheMessage() throws Exception {
        Instant far = Instant.parse("+12021-06-15T08:30:00Z");
        append(
                Messages.with(Messages.plain("one"), far),
                Messages.plain("two"),
                Messages.with(Messages.plain("three"), far));
        assertThat(subjects()).containsExactly("one", "two", "three");
        for (ItemHead head : files.heads(FolderPath.INBOX)) {
            assertThat(head.internalDate()).isBefore(far);
        }
    }

    @Test
    void linkInThePlaceOfADirectoryShouldNotBeFollowed() throws Exception {
        MboxFiles tree = new MboxFiles(folder).layout(MboxLayout.TREE);
        FolderPath work = FolderPath.of("Work").child("Acme");
        Path below = tree.anna().resolve("Work.sbd");
        Path others = folder.resolve("others");
        try (MailboxSession session = tree.write();
                MailboxSession source = tree.store().signIn(MboxFiles.ANNA, Access.READ)) {
            session.create(work, Optional.empty());
            session.append(work, List.of(Messages.plain("one")));
            source.status(work);
            Files.move(below, others);
            Files.createSymbolicLink(below, others);
            byte[] before = Files.readAllBytes(others.resolve("Acme"));
            assertThatThrownBy(() -> session.append(work, List.of(Messages.plain("two"))))
                    .isInstanceOf(MailboxException.class);
            assertThat(others.resolve("Acme")).hasBinaryContent(before);
            assertThatThrownBy(() -> Sessions.heads(source, work))
                    .isInstanceOf(MailboxException.class);
        }
    }

    @Test
    void folderOfAllMailboxesMayBeALink() throws Exception {
        Files.createDirectories(folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("mail"), folder.resolve("disk"));
        append(Messages.plain("one"));
        assertThat(subjects()).containsExactly("one");
    }
}
