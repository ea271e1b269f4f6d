import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does the same with the files of a folder again and again, and tells how long it took. Each line
 * "SECONDS FOLDER" of the standard input is one measurement; the answer is a line "PASSES NANOSECONDS
 * BYTES-WRITTEN ERRORS".
 */
final class Loop {

    /** What is measured. */
    interface Step {
        /** The size of the result. */
        long of(byte[] file) throws Exception;
    }

    private final Step step;
    private long written;
    private long errors;

    private Loop(Step step) {
        this.step = step;
    }

    static void run(Step step) throws IOException {
        Loop loop = new Loop(step);
        Map<String, List<byte[]>> folders = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            if (!folders.containsKey(words[1])) {
                folders.put(words[1], read(Path.of(words[1])));
            }
            System.out.println(loop.measure(folders.get(words[1]), Double.parseDouble(words[0])));
            System.out.flush();
        }
    }

    private static List<byte[]> read(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (DirectoryStream<Path> list = Files.newDirectoryStream(folder)) {
            for (Path file : list) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private String measure(List<byte[]> files, double seconds) {
        written = 0;
        errors = 0;
        long passes = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        do {
            for (byte[] file : files) {
                once(file);
            }
            passes++;
        } while (System.nanoTime() < end);
        return passes + " " + (System.nanoTime() - start) + " " + written + " " + errors;
    }

    /** An error is counted, and what was done until then stays in the time. */
    private void once(byte[] file) {
        try {
            written += step.of(file);
        } catch (Exception e) {
            errors++;
        }
    }
}
