package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir private Path folder;

    @BeforeEach
    void requireRights() {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "this file system has no rights for owner and others");
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void allFoldersThatAreMadeShouldBePrivate() throws Exception {
        PrivateFiles.createFolders(folder.resolve("a/b"));
        assertThat(rights(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void filesShouldBePrivateHoweverTheyAreMade() throws Exception {
        PrivateFiles.createFile(folder.resolve("empty"));
        try (OutputStream out = PrivateFiles.newOutputStream(folder.resolve("stream"))) {
            out.write('a');
        }
        try (OutputStream out =
                PrivateFiles.newOutputStream(
                        folder.resolve("lines"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            out.write('b');
        }
        PrivateFiles.open(
                        folder.resolve("channel"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)
                .close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------");
            }
        }
        assertThatThrownBy(() -> PrivateFiles.createFile(folder.resolve("empty")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void spoolFilesShouldBePrivate() throws Exception {
        Spool spool = new Spool(folder.resolve("state/spool"), 10);
        try (Content content = spool.keep(new ByteArrayInputStream(new byte[100]))) {
            assertThat(content.size()).isEqualTo(100);
            try (var files = Files.list(spool.folder())) {
                assertThat(rights(files.findFirst().orElseThrow())).isEqualTo("rw-------");
            }
            assertThat(rights(spool.folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void restrictShouldTakeOthersRights() throws Exception {
        Path file = Files.createFile(folder.resolve("database"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(PrivateFiles.restrict(file)).isTrue();
        assertThat(PrivateFiles.restrict(folder)).isTrue();

        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(folder)).isEqualTo("rwx------");
    }
}
