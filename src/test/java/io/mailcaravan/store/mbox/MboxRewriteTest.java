package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that another program changes while they are read. */
class MboxRewriteTest {

    private static final String ONE = FROM + "Subject: one\n\nfirst\n\n";
    private static final String TWO = FROM + "Subject: two\n\nsecond\n\n";
    private static final String LARGE =
            FROM + "Subject: large\n\n" + "a line of it\n".repeat(5000) + "\n";

    @TempDir private Path folder;
    private MboxFiles files;

    @BeforeEach
    void mailbox() {
        files = new MboxFiles(folder).layout(MboxLayout.FILE);
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Reads all, with a change of the file when the first item was asked for. */
    private List<Item> read(Change change) throws Exception {
        List<Item> items = new ArrayList<>();
        try (MailboxSession session = files.read()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            Iterator<List<ItemHead>> windows =
                    heads.stream()
                            .map(
                                    head -> {
                                        if (head != heads.get(0)) {
                                            try {
                                                change.make();
                                            } catch (IOException e) {
                                                throw new AssertionError(e);
                                            }
                                        }
                                        return List.of(head);
                                    })
                            .iterator();
            session.read(FolderPath.INBOX, windows, items::add);
        }
        return items;
    }

    /** As programs do that write over the file from its beginning, with its old time at the end. */
    private void overwrite(String text) throws IOException {
        FileTime time = Files.getLastModifiedTime(files.anna());
        try (RandomAccessFile file = new RandomAccessFile(files.anna().toFile(), "rw")) {
            file.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        Files.setLastModifiedTime(files.anna(), time);
    }

    @Test
    void messagesOfAFileThatIsBeingRewrittenShouldNotBeCopied() throws Exception {
        files.one(ONE + TWO);
        assertThatThrownBy(() -> read(() -> overwrite(ONE + TWO.replace("second", "mixed!"))))
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("has changed while it was read");
        files.one(ONE + TWO);
        assertThatThrownBy(() -> read(() -> overwrite(TWO + ONE + TWO)))
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("has changed while it was read");
    }

    @Test
    void fileThatHasGrownMeanwhileShouldBeReadOn() throws Exception {
        files.one(ONE + TWO);
        assertThat(read(() -> files.add(TWO))).hasSize(2);
    }

    @Test
    void listingOfAFileThatIsRewrittenMeanwhileShouldFail() throws Exception {
        files.one(ONE + TWO);
        try (MailboxSession session = files.read()) {
            assertThatThrownBy(
                            () ->
                                    session.list(
                                            FolderPath.INBOX,
                                            UidRange.ALL,
                                            head -> {
                                                try {
                                                    overwrite(ONE + TWO);
                                                } catch (IOException e) {
                                                    throw new AssertionError(e);
                                                }
                                            }))
                    .isInstanceOf(MailboxException.class)
                    .hasMessageContaining("has changed while it was read");
        }
    }

    @Test
    void largeContentShouldBreakOffWhereItsFileIsRewritten() throws Exception {
        files.one(LARGE);
        try (MailboxSession session = files.read()) {
            List<Item> items = new ArrayList<>();
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            session.read(FolderPath.INBOX, List.of(heads).iterator(), items::add);
            assertThat(items).hasSize(1);
            try (InputStream in = items.get(0).content().open()) {
                assertThat(in.readNBytes(100)).hasSize(100);
                overwrite(LARGE.replace("line", "LINE"));
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("has changed while it was read");
            }
            items.get(0).content().close();
        }
    }

    @Test
    void largeContentShouldBeWholeWhereAnotherFileIsPutInItsPlace() throws Exception {
        files.one(LARGE);
        try (MailboxSession session = files.read()) {
            List<Item> items = new ArrayList<>();
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            session.read(FolderPath.INBOX, List.of(heads).iterator(), items::add);
            Path other = files.anna().resolveSibling("new");
            files.write(other, ONE);
            Files.move(other, files.anna(), StandardCopyOption.REPLACE_EXISTING);
            try (InputStream in = items.get(0).content().open()) {
                assertThat(in.readAllBytes()).hasSize((int) heads.get(0).size());
            }
            items.get(0).content().close();
        }
    }
}
