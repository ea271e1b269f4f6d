package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of ours as they are read back, and what only pretends to be one. */
class StoredNoteTest {

    private static final String TWO = FROM + "Subject: two\n\nsecond\n\n";

    @TempDir private Path folder;
    private MboxFiles files;

    @BeforeEach
    void mailbox() {
        files = new MboxFiles(folder).layout(MboxLayout.FILE);
    }

    private void append(Item... items) throws Exception {
        try (MailboxSession session = files.write()) {
            session.append(FolderPath.INBOX, List.of(items));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" folded\r\nSubject: x\r\n\r\nx\r\n", "\tx\r\n", " \r\n \r\n\r\nx"})
    void messageThatBeginsWithASpaceShouldComeBackWhole(String bytes) throws Exception {
        Item item = Messages.item(bytes);
        append(item, Messages.plain("next"));
        List<Received> got = files.received(FolderPath.INBOX);
        assertThat(got).hasSize(2);
        assertThat(got.get(0).sha256()).isEqualTo(Received.sha256(item));
    }

    @Test
    void forgedNoteShouldHideNoMessages() throws Exception {
        String one = "Subject: forged\n\nx\n\n";
        for (String kind : List.of("crlf, quoted", "as it is, quoted", "crlf, plain")) {
            String field =
                    "X-Caravan-Stored: 1 lines, "
                            + (one.length() + TWO.length() - 1)
                            + " bytes of 3000000000, 00000000, "
                            + kind
                            + "\n";
            files.one(FROM + field + one + TWO + TWO);
            assertThat(files.texts())
                    .as(kind)
                    .containsExactly(
                            "Subject: forged\n\nx\n",
                            "Subject: two\n\nsecond\n",
                            "Subject: two\n\nsecond\n");
        }
    }

    /** The checksum is right, and the number of bytes is not. */
    @Test
    void noteWithAWrongSizeShouldNotBeBelieved() throws Exception {
        append(Messages.item("Subject: x\r\n\r\nx\r\n"), Messages.plain("next"));
        String text = Files.readString(files.anna());
        String forged = text.replaceFirst("bytes of \\d+", "bytes of 900000000");
        files.one(forged);
        assertThat(files.texts()).hasSize(2).first().isEqualTo("Subject: x\n\nx\n");
        files.one(forged.replaceFirst("bytes of 900000000", "bytes of 3"));
        assertThat(files.texts()).hasSize(2).first().isEqualTo("Subject: x\n\nx\n");
    }

    @Test
    void messageOfOursThatWasChangedInPlaceShouldBeReadAsAnyOther() throws Exception {
        append(Messages.item("Subject: x\n\nbare\n"), Messages.plain("next"));
        files.one(Files.readString(files.anna()).replace("bare", "BARE"));
        assertThat(files.texts()).hasSize(2).first().isEqualTo("Subject: x\n\nBARE\n");
    }
}
