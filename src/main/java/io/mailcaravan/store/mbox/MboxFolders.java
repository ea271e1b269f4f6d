package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which files are a mailbox's folders. */
interface MboxFolders {

    /** Parents before children; INBOX first. */
    List<FolderPath> paths() throws IOException;

    /** What holds mail and is no folder here, a sentence each. */
    List<String> overlooked() throws IOException;

    /** The folder's file; that of INBOX may be missing. */
    Optional<Path> file(FolderPath folder) throws IOException;

    /** Why there can be no folder of that name. */
    Optional<String> nameProblem(FolderPath folder);

    /** Makes a folder, where {@link #nameProblem} has nothing against it, with those above it. */
    void create(FolderPath folder) throws IOException, MailboxException;
}
