package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.ConversionMemory;
import io.mailcaravan.convert.tnef.Mbox;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.convert.tnef.TnefToMime;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "1 a file could not be read, or -o - had nothing to write,",
            "2 usage, or OUT cannot be written."
        })
public final class ConvertCommand implements Callable<Integer> {

    private static final long MB = 1_000_000;

    @Parameters(
            paramLabel = "IN",
            description =
                    "A file, or a folder with all below it: mails (.eml), mboxes, TNEF streams"
                            + " (winmail.dat), also uuencoded or as base64 text. - reads standard"
                            + " input")
    private Path in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "The folder to write to: a mail named OUT/NAME.eml for each file NAME,"
                            + " OUT/NAME.0001.eml and so on for an mbox. - writes the mail to"
                            + " standard output, and the report to standard error. Without it"
                            + " nothing is written")
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
        if (!in.toString().equals(ConvertInput.STANDARD)) {
            List<Path> hidden = new ArrayList<>();
            int exit =
                    convert(ConvertInput.of(in, folder().map(ConvertFolder::folder), hidden::add));
            tell(hidden);
            return exit;
        }
        ConvertInput input = ConvertInput.ofStandardInput(System.in);
        try {
            return convert(List.of(input));
        } finally {
            input.delete();
        }
    }

    /** The folders of a Maildir++ are such, with all mail but that of INBOX. */
    private static void tell(List<Path> hidden) {
        if (!hidden.isEmpty()) {
            Path first =
                    hidden.stream().filter(Files::isDirectory).findFirst().orElse(hidden.get(0));
            System.err.println(
                    "left out: "
                            + ReportWords.number(hidden.size())
                            + " hidden "
                            + (hidden.size() == 1 ? "file or folder" : "files and folders")
                            + ", for example "
                            + Printable.line(first.toString())
                            + ". To convert what is in a hidden folder, name that folder.");
        }
    }

    private boolean toStandardOutput() {
        return out != null && !reportOnly && out.toString().equals(ConvertInput.STANDARD);
    }

    private Optional<ConvertFolder> folder() {
        return Optional.ofNullable(out)
                .filter(folder -> !reportOnly && !toStandardOutput())
                .map(ConvertFolder::new);
    }

    private int convert(List<ConvertInput> inputs) {
        boolean piped = toStandardOutput();
        Optional<ConvertOutput> output =
                piped
                        ? Optional.of(new ConvertStandardOutput(System.out))
                        : folder().map(ConvertOutput.class::cast);
        output.ifPresent(place -> place.check(inputs));
        PrintWriter to =
                new PrintWriter(piped ? System.err : System.out, false, StandardCharsets.UTF_8);
        ConvertReport report = json ? new ConvertJson(to) : new ConvertText(to, output);
        TnefToMime converter =
                new TnefToMime(
                        new TnefOptions(TnefOptions.DEFAULT.limits(), keepOriginal, keepRtf));
        boolean allRead = true;
        for (ConvertInput input : inputs) {
            allRead &= convert(input, converter, output, report);
        }
        report.end();
        if (to.checkError()) {
            throw new ConfigurationException(
                    piped ? "standard error" : "standard output",
                    "the report was not taken to its end (disk full, or nobody reads on)",
                    "");
        }
        // whoever reads from the pipe waits for a mail
        boolean waits = piped && output.get().written() == 0;
        return allRead && !waits ? ExitCode.OK : ExitCode.ITEMS_FAILED;
    }

    /**
     * The mails of an mbox one after the other, so that only one of them takes memory.
     *
     * @return whether all could be read
     */
    private static boolean convert(
            ConvertInput input,
            TnefToMime converter,
            Optional<ConvertOutput> output,
            ConvertReport report) {
        Bytes bytes;
        try {
            bytes = input.read();
        } catch (IOException e) {
            report.unreadable(input.name(), FileErrors.words(e));
            return false;
        }
        boolean splits = output.map(ConvertOutput::splits).orElse(true);
        List<Mbox.Mail> mails = splits ? Mbox.mails(bytes) : List.of();
        if (mails.isEmpty()) {
            return convert(input.name(), bytes, converter, output, report);
        }
        boolean allRead = true;
        int number = 0;
        for (Mbox.Mail mail : mails) {
            String name = String.format(Locale.ROOT, "%s.%04d", input.name(), ++number);
            allRead &= convert(name, mail.bytes(bytes), converter, output, report);
        }
        return allRead;
    }

    private static boolean convert(
            String name,
            Bytes bytes,
            TnefToMime converter,
            Optional<ConvertOutput> output,
            ConvertReport report) {
        try {
            check(bytes);
        } catch (IOException e) {
            report.unreadable(name, FileErrors.words(e));
            return false;
        }
        Conversion conversion = converter.convert(bytes);
        report.add(name, output.map(o -> o.write(name, conversion)).orElse(conversion));
        return true;
    }

    /**
     * A mail's TNEF is decoded in memory; a raw stream and a mail without TNEF need next to none.
     */
    private static void check(Bytes bytes) throws IOException {
        if (bytes.size() > 0
                && !TnefStream.isTnef(bytes)
                && !ConversionMemory.ofThisProcess().suffices(bytes.size())
                && TnefToMime.mayHoldTnef(bytes)) {
            long size = bytes.size() / MB;
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "its %,d MB do not fit into the memory for conversions, half of what"
                                    + " Java may use; set CARAVAN_JAVA_OPTS=-Xmx%dm",
                            size,
                            2 * size));
        }
    }
}
