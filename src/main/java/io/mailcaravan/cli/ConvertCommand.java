package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.ConversionMemory;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.convert.tnef.TnefToMime;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Converts files. Needs neither configuration nor ledger nor routes, so it starts neither Quarkus
 * nor Camel.
 */
@CommandLine.Command(
        name = "convert",
        description = "Convert TNEF (winmail.dat), in mails or by itself, to ordinary mails",
        footer = {
            "",
            "Exit codes: 0 all looked at, even if some could not be converted,",
            "1 a file could not be read, 2 usage, or OUT cannot be written."
        })
public final class ConvertCommand implements Callable<Integer> {

    private static final String TOO_LARGE =
            "its %,d MB do not fit into the memory for conversions, half of what Java may use;"
                    + " set CARAVAN_JAVA_OPTS=-Xmx%dm";

    private static final long MB = 1_000_000;

    @Parameters(
            paramLabel = "IN",
            description =
                    "A file, or a folder with all below it: mails (.eml), TNEF streams"
                            + " (winmail.dat), TNEF streams as base64 text")
    private Path in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "The folder to write to: a mail named OUT/NAME.eml for each file NAME. Without"
                            + " it nothing is written")
    private Path out;

    @Option(names = "--report-only", description = "Write nothing, whatever -o says")
    private boolean reportOnly;

    @Option(
            names = "--keep-original",
            description = "Also attach the winmail.dat where nothing of it was lost")
    private boolean keepOriginal;

    @Option(names = "--keep-rtf", description = "Also keep a text's RTF, as one more alternative")
    private boolean keepRtf;

    @Option(names = "--json", description = "Print one JSON array, an object a file")
    private boolean json;

    /** Looked for where errors are explained. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "Also print stack traces of errors")
    private boolean verbose;

    @Override
    public Integer call() {
        Optional<ConvertOutput> output =
                Optional.ofNullable(out).filter(folder -> !reportOnly).map(ConvertOutput::new);
        List<ConvertInput> inputs = ConvertInput.of(in, output.map(ConvertOutput::folder));
        output.ifPresent(folder -> folder.check(inputs));
        PrintWriter to = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        ConvertReport report = json ? new ConvertJson(to) : new ConvertText(to, output);
        TnefToMime converter =
                new TnefToMime(
                        new TnefOptions(TnefOptions.DEFAULT.limits(), keepOriginal, keepRtf));
        int exit = ExitCode.OK;
        for (ConvertInput input : inputs) {
            try {
                Conversion conversion = converter.convert(read(input));
                report.add(
                        input.name(),
                        output.map(o -> o.write(input, conversion)).orElse(conversion));
            } catch (IOException e) {
                report.unreadable(input.name(), why(e));
                exit = ExitCode.ITEMS_FAILED;
            }
        }
        report.end();
        if (to.checkError()) {
            throw new ConfigurationException(
                    "standard output",
                    "the report was not taken to its end (disk full, or nobody reads on)",
                    "");
        }
        return exit;
    }

    /**
     * A mail's TNEF is decoded in memory; a raw stream and a mail without TNEF need next to none.
     */
    private static Bytes read(ConvertInput input) throws IOException {
        Bytes bytes = input.read();
        if (bytes.size() > 0
                && !TnefStream.isTnef(bytes)
                && !ConversionMemory.ofThisProcess().suffices(bytes.size())
                && TnefToMime.mayHoldTnef(bytes)) {
            long size = bytes.size() / MB;
            throw new IOException(String.format(Locale.ROOT, TOO_LARGE, size, 2 * size));
        }
        return bytes;
    }

    private static String why(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return e.getClass() == IOException.class && !message.isEmpty()
                ? e.getMessage()
                : e.getClass().getSimpleName().replace("Exception", "") + message;
    }
}
