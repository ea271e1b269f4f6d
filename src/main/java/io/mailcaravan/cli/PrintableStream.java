package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or error, through which all text for people passes: no words of a server or a
 * message can steer the terminal, and what is printed with {@code println} is one line, so that
 * none can look like one of ours. Bytes pass as they are: a converted mail, a report that has its
 * own escapes, or the logger, whose lines {@link LogLines} has made safe.
 */
public final class PrintableStream extends PrintStream {

    /**
     * @param charset of the terminal; where the environment names none, UTF-8
     */
    PrintableStream(OutputStream out, Charset charset) {
        super(out, true, charset);
    }

    /** Takes the place of the process's streams. To be called before anything is printed. */
    public static void install() {
        System.setOut(new PrintableStream(System.out, charset("stdout.encoding")));
        System.setErr(new PrintableStream(System.err, charset("stderr.encoding")));
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property);
        Charset found =
                name != null && Charset.isSupported(name)
                        ? Charset.forName(name)
                        : StandardCharsets.UTF_8;
        // the encoding of a process without a locale, as cron and systemd start them
        return found.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : found;
    }

    /** Moves the cursor; only for sequences of our own. */
    static void steer(PrintStream terminal, String sequence) {
        byte[] bytes = sequence.getBytes(StandardCharsets.US_ASCII);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    @Override
    public void print(String text) {
        super.print(Printable.text(String.valueOf(text)));
    }

    @Override
    public void print(Object text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char[] text) {
        print(new String(text));
    }

    @Override
    public void print(char text) {
        print(String.valueOf(text));
    }

    @Override
    public void println(String line) {
        super.println(Printable.line(String.valueOf(line)));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    @Override
    public void println(char[] line) {
        println(new String(line));
    }

    @Override
    public void println(char line) {
        println(String.valueOf(line));
    }
}
