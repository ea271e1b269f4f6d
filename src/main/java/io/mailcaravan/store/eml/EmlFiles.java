package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Files of messages in directories: on disk, or in an archive. The top is INBOX. */
interface EmlFiles extends AutoCloseable {

    /** Parents before children; INBOX first. */
    List<FolderPath> paths() throws IOException;

    /** What is there and is neither a message nor a folder, a sentence each. */
    List<String> overlooked() throws IOException;

    /** A folder's messages, by name; empty where there is no such folder. */
    Optional<List<EmlFile>> files(FolderPath folder) throws IOException;

    /** A stream from the file's first byte; the caller closes it. */
    InputStream open(EmlFile file) throws IOException;

    @Override
    default void close() throws IOException {}
}
