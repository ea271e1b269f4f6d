package io.mailcaravan.convert.tnef.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Inputs of {@link TnefFuzzer}, by name. */
final class FuzzInputs {

    /** Inputs that broke a promise once. */
    static final Path FINDINGS = Path.of("src", "test", "resources", "tnef", "fuzz");

    private FuzzInputs() {}

    /** Seeds that are made here, and old findings. */
    static Map<String, byte[]> own() throws IOException {
        Map<String, byte[]> inputs = new TreeMap<>();
        for (FuzzTarget target : FuzzTarget.values()) {
            String kind = target.name().toLowerCase(Locale.ROOT);
            target.seeds().forEach((name, s) -> inputs.put(kind + "-" + name, target.with(s)));
        }
        if (Files.isDirectory(FINDINGS)) {
            inputs.putAll(files(FINDINGS));
        }
        return inputs;
    }

    /** Mails and raw streams of a folder. */
    static Map<String, byte[]> of(Path folder) throws IOException {
        Map<String, byte[]> inputs = new TreeMap<>();
        files(folder)
                .forEach(
                        (name, bytes) -> {
                            boolean mail = name.endsWith(".eml");
                            FuzzTarget target = mail ? FuzzTarget.MAIL : FuzzTarget.STREAM;
                            inputs.put(name, target.with(bytes));
                        });
        return inputs;
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
