package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileErrorsTest {

    @Test
    void filesShouldBeNamedAndJavasNamesNot() {
        for (IOException error :
                List.of(
                        new AccessDeniedException("/x"),
                        new DirectoryNotEmptyException("/x"),
                        new FileAlreadyExistsException("/x"),
                        new NoSuchFileException("/x"),
                        new NotDirectoryException("/x"),
                        new NotLinkException("/x"),
                        new FileSystemLoopException("/x"),
                        new FileSystemException("/x", null, "Is a directory"))) {
            assertThat(FileErrors.words(error)).contains("/x").doesNotContain("Exception", "java");
        }
    }

    @Test
    void whatNamesNoFileShouldBeASentenceToo() {
        for (IOException error :
                List.of(new MalformedInputException(1), new EOFException(), new IOException())) {
            assertThat(FileErrors.words(error)).isNotBlank().doesNotContain("Exception", "length");
        }
        assertThat(FileErrors.words(new IOException("said so"))).isEqualTo("said so");
    }
}
