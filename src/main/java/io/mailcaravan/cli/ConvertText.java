package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.ConvertedStream;
import io.mailcaravan.convert.tnef.Outcome;
import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.mailbox.Printable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For people: each file that held TNEF and what was in it, then how many ended how. */
final class ConvertText implements ConvertReport {

    /** In place of an outcome. */
    static final String UNREADABLE = "unreadable";

    private final PrintWriter out;
    private final Optional<ConvertOutput> output;
    private final Map<Outcome, Integer> outcomes = new TreeMap<>();
    private int unreadable;

    /**
     * @param output empty where nothing is written
     */
    ConvertText(PrintWriter out, Optional<ConvertOutput> output) {
        this.out = out;
        this.output = output;
    }

    @Override
    public void add(String name, Conversion conversion) {
        outcomes.merge(conversion.outcome(), 1, Integer::sum);
        if (conversion.outcome() == Outcome.UNTOUCHED) {
            return; // nearly all mail, and nothing happened to it
        }
        line(name + ": " + conversion.outcome().text());
        for (ConvertedStream stream : conversion.streams()) {
            stream.message().ifPresent(message -> message(message, "  "));
            stream.warnings().forEach(warning -> line("  " + warning));
        }
        out.flush();
    }

    private void message(TnefMessage message, String indent) {
        String subject = message.header().subject().map(text -> " \"" + text + "\"").orElse("");
        line(indent + message.messageClass().name() + subject);
        for (Attachment attachment : message.attachments()) {
            line(
                    "%s  %s %s, %s"
                            .formatted(
                                    indent,
                                    attachment.kind().text(),
                                    attachment.name().orElse("without a name"),
                                    Sizes.text(attachment.content().size())));
            attachment.message().ifPresent(inner -> message(inner, indent + "    "));
        }
    }

    @Override
    public void unreadable(String name, String why) {
        unreadable++;
        line(name + ": " + UNREADABLE);
        line("  " + why);
    }

    @Override
    public void end() {
        int all = unreadable + outcomes.values().stream().mapToInt(Integer::intValue).sum();
        String counts =
                outcomes.entrySet().stream()
                        .map(entry -> ", " + number(entry.getValue()) + " " + word(entry.getKey()))
                        .collect(Collectors.joining());
        String faults = unreadable == 0 ? "" : ", " + number(unreadable) + " " + UNREADABLE;
        line(count(all, "file") + counts + faults);
        line(
                output.map(to -> count(to.written(), "mail") + " written to " + to.place())
                        .orElse("Nothing was written; -o FOLDER writes the mails there."));
    }

    private static String word(Outcome outcome) {
        return outcome == Outcome.UNTOUCHED ? "without TNEF" : outcome.text();
    }

    private static String count(long number, String what) {
        return number(number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What a stranger wrote must not command the terminal. */
    private void line(String text) {
        out.println(Printable.line(text));
    }
}
