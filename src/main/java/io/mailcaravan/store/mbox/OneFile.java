package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.FolderPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A mailbox that is one file: it has INBOX and no other folder. */
record OneFile(Path path) implements MboxFolders {

    @Override
    public List<FolderPath> paths() {
        return List.of(FolderPath.INBOX);
    }

    @Override
    public List<String> overlooked() {
        return List.of();
    }

    @Override
    public Optional<Path> file(FolderPath folder) {
        return folder.isInbox() ? Optional.of(path) : Optional.empty();
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return folder.isInbox()
                ? Optional.empty()
                : Optional.of("the mailbox is one file, which has no folders but INBOX");
    }

    @Override
    public void create(FolderPath folder) {
        // INBOX is there
    }
}
