package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import java.io.PrintWriter;

/** As {@link PrintableStream}, for text that goes to a file or past the terminal's stream. */
final class PrintableWriter extends PrintWriter {

    /** Whoever has the other writer flushes and closes it, and asks it for errors. */
    PrintableWriter(PrintWriter out) {
        super(out);
    }

    @Override
    public void write(String text) {
        super.write(Printable.text(text));
    }

    @Override
    public void println(String line) {
        super.println(Printable.line(String.valueOf(line)));
    }
}
