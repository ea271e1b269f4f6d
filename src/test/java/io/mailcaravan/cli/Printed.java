package io.mailcaravan.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Catches what a command prints. */
final class Printed implements AutoCloseable {

    private final PrintStream before = System.out;
    private final PrintStream errorsBefore = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    Printed() {
        System.setOut(new PrintableStream(bytes, StandardCharsets.UTF_8));
        System.setErr(new PrintableStream(errors, StandardCharsets.UTF_8));
    }

    /** On standard output. */
    String text() {
        System.out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** On standard error. */
    String errors() {
        System.err.flush();
        return errors.toString(StandardCharsets.UTF_8);
    }

    /** Arguments with more of them. */
    static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Override
    public void close() {
        System.setOut(before);
        System.setErr(errorsBefore);
    }
}
