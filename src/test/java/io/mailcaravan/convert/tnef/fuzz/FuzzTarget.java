package io.mailcaravan.convert.tnef.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is fuzzed, with what fuzzing begins with and what it has found. */
enum FuzzTarget {
    STREAM(StreamTarget.class, StreamTarget::fuzzerTestOneInput, Seeds.streams()),
    PART(PartTarget.class, PartTarget::fuzzerTestOneInput, Seeds.streams()),
    MAIL(MailTarget.class, MailTarget::fuzzerTestOneInput, Seeds.mails()),
    RTF(RtfTarget.class, RtfTarget::fuzzerTestOneInput, Seeds.rtf()),
    RECIPE(RecipeTarget.class, RecipeTarget::fuzzerTestOneInput, Seeds.recipes());

    /** Inputs that broke a promise once, in a folder for each target. */
    private static final Path FINDINGS = Path.of("src", "test", "resources", "tnef", "fuzz");

    private final Class<?> type;
    private final Consumer<byte[]> run;
    private final Map<String, byte[]> seeds;

    FuzzTarget(Class<?> type, Consumer<byte[]> run, Map<String, byte[]> seeds) {
        this.type = type;
        this.run = run;
        this.seeds = seeds;
    }

    String className() {
        return type.getName();
    }

    void run(byte[] input) {
        run.accept(input);
    }

    /** Where a new finding is to be kept. */
    Path findings() {
        return FINDINGS.resolve(name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    }

    /** Seeds and old findings, by name. */
    Map<String, byte[]> inputs() throws IOException {
        Map<String, byte[]> inputs = new LinkedHashMap<>(seeds);
        if (Files.isDirectory(findings())) {
            try (Stream<Path> files = Files.list(findings())) {
                for (Path file : files.sorted().toList()) {
                    inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return new TreeMap<>(inputs);
    }
}
