package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    private static final byte[] TEXT = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    private static void write(Path file) throws IOException {
        OutputFile.<IOException>writePrivate(file, out -> out.write(TEXT));
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void fileShouldBeReplacedAsAWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("report"), "older and longer");
        Path other = Files.createLink(folder.resolve("other name"), file);
        write(file);
        assertThat(file).hasContent("new");
        assertThat(other).hasContent("older and longer");
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void whatIsCutOffShouldLeaveTheOldFileAndNothingElse() throws Exception {
        Path file = Files.writeString(folder.resolve("report"), "old");
        assertThatThrownBy(
                        () ->
                                OutputFile.<IOException>write(
                                        file,
                                        out -> {
                                            out.write(TEXT);
                                            throw new IOException("cut off");
                                        }))
                .hasMessage("cut off");
        assertThat(file).hasContent("old");
        assertThat(files()).isOne();
    }

    @Test
    void linkShouldStayALink() throws Exception {
        Path file = Files.writeString(folder.resolve("report"), "older and longer");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        write(link);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        Path dangling = Files.createSymbolicLink(folder.resolve("b"), folder.resolve("not yet"));
        write(dangling);
        assertThat(dangling).isSymbolicLink();
        assertThat(folder.resolve("not yet")).hasContent("new");
    }

    @Test
    void folderShouldBeRefusedAndStay() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> write(empty)).hasMessage("it is a folder");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void pipeShouldBeWrittenThrough() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        CompletableFuture<byte[]> read =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return Files.readAllBytes(pipe);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        Thread::startVirtualThread);
        write(pipe);
        assertThat(read.join()).isEqualTo(TEXT);
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void deviceShouldStayADevice() throws Exception {
        Path device = folder.resolve("null");
        assumeTrue(
                new ProcessBuilder("mknod", device.toString(), "c", "1", "3").start().waitFor()
                        == 0,
                "a device needs the right to make one");
        assumeTrue(opens(device), "a file system without devices");
        write(device);
        assertThat(Files.isRegularFile(device, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private static boolean opens(Path device) {
        try (OutputStream out = Files.newOutputStream(device)) {
            out.write(TEXT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
