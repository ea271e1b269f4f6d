package io.mailcaravan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code caravan} with its arguments, as a process; killed when closed. */
final class CaravanProcess implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of(System.getProperty("caravan.home", "."), "target/caravan").toAbsolutePath();
    private static final Path AOT_CACHE = PROGRAM.resolve("caravan.aot");
    private static final int MINUTES = 4; // only against a test that hangs for ever

    private final Process process;
    private final Path out;
    private final Path err;
    private long peakKilobytes;

    private CaravanProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in the folder, where what it prints is kept too. */
    static CaravanProcess start(Path folder, List<String> arguments) throws IOException {
        List<String> command = command();
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        return new CaravanProcess(process, out, err);
    }

    /** The built program as the script {@code caravan} starts it, without arguments. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        if (Files.exists(AOT_CACHE)) {
            command.addAll(List.of("-XX:AOTCache=" + AOT_CACHE, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcaravan.native=" + PROGRAM.resolve("native"),
                        "-jar",
                        PROGRAM.resolve("caravan.jar").toString()));
        return command;
    }

    /** Waits for its end; what it used at most is then known. */
    int exit() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            measure();
            if (System.nanoTime() > end) {
                kill();
                throw new AssertionError("caravan hangs:\n" + stdout() + stderr());
            }
        }
        return process.exitValue();
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: frozen, with all its connections open, until {@link #thaw}. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /**
     * @param name without SIG
     */
    void signal(String name) throws IOException, InterruptedException {
        String[] kill = {"kill", "-" + name, Long.toString(process.pid())};
        if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("cannot send SIG" + name);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean runs() {
        return process.isAlive();
    }

    String stdout() {
        return text(out);
    }

    String stderr() {
        return text(err);
    }

    /** What it printed on both ways, for the words of a failed assertion. */
    String said() {
        return stdout() + stderr();
    }

    /** Largest resident set in megabytes, as Linux tells it (VmHWM of proc(5)); else 0. */
    long peakMegabytes() {
        return peakKilobytes / 1024;
    }

    private void measure() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    peakKilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // it has just ended: the last figure stands
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
