package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

/** Writes the mail of one input to standard output, for a pipe; reports go elsewhere. */
final class ConvertStandardOutput implements ConvertOutput {

    private static final int BUFFER = 64 << 10;

    private final PrintStream out;
    private long written;

    ConvertStandardOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void check(List<ConvertInput> inputs) {
        if (inputs.size() != 1 || Files.isDirectory(inputs.getFirst().file())) {
            throw new ConfigurationException(
                    "--output -",
                    "standard output takes one mail, and there are " + inputs.size() + " files",
                    "Name a folder.");
        }
    }

    /** What was an mbox is one again. */
    @Override
    public boolean splits() {
        return false;
    }

    @Override
    public Conversion write(String name, Conversion conversion) {
        if (!conversion.isMessage()) {
            return conversion;
        }
        try {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER);
            conversion.writeTo(buffered);
            buffered.flush();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "--output -",
                    "cannot be written: " + FileErrors.words(e),
                    "Look at what reads from the pipe.");
        }
        if (out.checkError()) {
            throw new ConfigurationException(
                    "--output -",
                    "the mail was not taken to its end (disk full, or nobody reads on)",
                    "");
        }
        written++;
        return conversion;
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public String place() {
        return "standard output";
    }
}
