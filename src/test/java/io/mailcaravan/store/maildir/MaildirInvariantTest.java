package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in a mailbox: each message is told once, or the place it lies in is named. */
class MaildirInvariantTest {

    @TempDir private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("caravan.test.maildir-seeds", 30));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageFileShouldBeReadOnceOrNamed(long seed) throws Exception {
        MaildirFixture mail = new MaildirFixture(folder);
        Path outside = Files.createDirectories(folder.resolve("outside/cur"));
        Files.writeString(outside.resolve("1.secret"), "Message-ID: <secret@x>\r\n\r\n");
        OddTree tree = new OddTree(seed, mail.maildir, outside.getParent());
        tree.make();
        for (Layout layout : Layout.values()) {
            Found first = look(mail, layout);
            for (Path file : tree.messageFiles()) {
                String name = ByteNames.printable(ByteNames.ofAll(file));
                int read =
                        first.messages.getOrDefault(Received.sha256(Files.readAllBytes(file)), 0);
                boolean named = first.sentences.stream().anyMatch(text -> names(text, name));
                assertThat(read == 1 || (read == 0 && named))
                        .as("seed %s, %s: %s read %s times", seed, layout, name, read)
                        .isTrue();
            }
            assertThat(first.messages)
                    .doesNotContainKey(
                            Received.sha256(Files.readAllBytes(outside.resolve("1.secret"))));
            assertThat(look(mail, layout)).as("a second look").isEqualTo(first);
        }
    }

    /** Whether a sentence is about the file, or about a directory that it is in. */
    private static boolean names(String sentence, String file) {
        for (int end = sentence.indexOf(' ', 1); end > 0; end = sentence.indexOf(' ', end + 1)) {
            String path = sentence.substring(0, end);
            if (file.equals(path) || (path.startsWith("/") && file.startsWith(path + "/"))) {
                return true;
            }
        }
        return false;
    }

    private record Found(
            Map<String, Integer> messages, Set<String> items, List<String> sentences) {}

    private static Found look(MaildirFixture mail, Layout layout) throws Exception {
        Found found = new Found(new HashMap<>(), new HashSet<>(), new ArrayList<>());
        try (MailboxSession session = mail.store(layout).signIn(MaildirFixture.ANNA, Access.READ)) {
            List<Folder> folders = session.folders();
            assertThat(folders).extracting(Folder::path).doesNotHaveDuplicates();
            found.sentences.addAll(session.overlooked());
            for (Folder each : folders) {
                if (each.selectable()) {
                    look(session, each.path(), found);
                }
            }
        } catch (MailboxException e) {
            // a mailbox in which nothing can be read is refused, and nothing of it is lost
            found.sentences.add(mail.maildir + " is refused: " + e.explanation());
        }
        return found;
    }

    private static void look(MailboxSession session, FolderPath path, Found found)
            throws MailboxException {
        List<ItemHead> heads = Sessions.heads(session, path);
        assertThat(session.status(path).messages()).isEqualTo(heads.size());
        List<Received> items = Sessions.read(session, path, heads);
        int unreadable = 0;
        for (ItemHead head : heads) {
            Optional<String> reason = session.unreadable(path, head.uid());
            if (reason.isPresent()) {
                found.sentences.add(reason.get());
                unreadable++;
            }
        }
        assertThat(items.size() + unreadable).isEqualTo(heads.size());
        for (Received item : items) {
            found.messages.merge(item.sha256(), 1, Integer::sum);
            assertThat(
                            found.items.add(
                                    path
                                            + " "
                                            + session.status(path).uidValidity()
                                            + " "
                                            + item.uid()
                                            + item.sha256()))
                    .isTrue();
        }
    }

    private static final String LETTERS = "ab./\\%&-\u00fc\u65e5 ()=~\"'*\t2e";

    @ParameterizedTest
    @EnumSource
    void everyNameThatIsNoProblemShouldComeBack(Layout layout) throws Exception {
        Random random = new Random(7);
        MaildirFixture mail = new MaildirFixture(folder);
        Set<FolderPath> made = new HashSet<>(Set.of(FolderPath.INBOX));
        try (MailboxSession session =
                mail.store(layout).signIn(MaildirFixture.ANNA, Access.WRITE)) {
            for (int i = 0; i < 60; i++) {
                List<String> names = new ArrayList<>();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    names.add(name(random));
                }
                FolderPath path = new FolderPath(names);
                if (session.nameProblem(path).isEmpty() && made.add(path)) {
                    session.create(path, Optional.empty());
                    session.append(path, List.of(Messages.plain(path.toString())));
                }
            }
        }
        try (MailboxSession session = mail.store(layout).signIn(MaildirFixture.ANNA, Access.READ)) {
            assertThat(session.folders())
                    .filteredOn(Folder::selectable)
                    .extracting(Folder::path)
                    .containsExactlyInAnyOrderElementsOf(made);
            made.remove(FolderPath.INBOX);
            for (FolderPath path : made) {
                assertThat(session.status(path).messages()).as(path.toString()).isEqualTo(1);
            }
            assertThat(session.overlooked()).isEmpty();
        }
    }

    private static String name(Random random) {
        if (random.nextInt(8) == 0) {
            return List.of("cur", "new", "tmp", "inbox", ".", "..", "INBOX").get(random.nextInt(7));
        }
        StringBuilder name = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
