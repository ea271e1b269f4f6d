package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
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
}
