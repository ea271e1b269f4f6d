package io.mailcaravan.store.mbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.AppendContract;
import io.mailcaravan.testkit.FailureContract;
import io.mailcaravan.testkit.FlagContract;
import io.mailcaravan.testkit.ReadContract;
import io.mailcaravan.testkit.ResumeContract;
import io.mailcaravan.testkit.SourceUntouchedContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A mailbox that is one file: all of the contract but folders. */
class MboxFileStoreTest
        implements ReadContract,
                AppendContract,
                FlagContract,
                ResumeContract,
                FailureContract,
                SourceUntouchedContract {

    @TempDir private Path folder;
    private MboxStore store;

    /** A source must be there. */
    @BeforeEach
    void createMailbox() throws Exception {
        store =
                new MboxStore(
                        "backup",
                        folder.resolve("mail/{mailbox}.mbox"),
                        MboxLayout.AUTO,
                        MboxFormat.MBOXRD,
                        new Spool(folder.resolve("spool"), 4096));
        destination().close();
    }

    @Override
    public MailboxStore store() {
        return store;
    }

    @Override
    public Login login() {
        return Login.of("anna");
    }

    @Override
    public void make(List<FolderPath> folders) {
        throw new TestAbortedException("a mailbox that is one file has no folders but INBOX");
    }

    @Test
    void otherFoldersShouldBeRefusedAndSaidBefore() throws Exception {
        FolderPath work = FolderPath.of("Work");
        try (MailboxSession session = store.signIn(login(), Access.WRITE)) {
            assertThat(session.nameProblem(work)).isPresent();
            assertThat(session.nameProblem(FolderPath.INBOX)).isEmpty();
            try {
                session.create(work, Optional.empty());
            } catch (MailboxException e) {
                assertThat(e.scope()).isEqualTo(MailboxException.Scope.FOLDER);
                return;
            }
        }
        throw new AssertionError("there is no such folder");
    }
}
