package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a message did not reach somebody.
 *
 * @param status as in RFC 3463, of three numbers; empty where nothing says it
 * @param words what programs and servers said about it; may be empty
 */
record FailureReason(Optional<String> status, String words) {

    private static final Pattern ENHANCED =
            Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

    /** Characters; servers say it in a line or two. */
    private static final int LONGEST = 2000;

    private static final int LONGEST_COMMON = 300;

    /** PidTagNonDeliveryReportReasonCode. */
    private static final List<String> REASONS =
            List.of(
                    "the transfer failed",
                    "the transfer is impossible",
                    "the message could not be converted",
                    "the message could not be printed",
                    "physical delivery failed",
                    "delivery is restricted",
                    "a directory operation failed");

    private record Diagnosis(String words, String status) {}

    /** PidTagNonDeliveryReportDiagCode, which are those of X.411. */
    private static final Map<Integer, Diagnosis> DIAGNOSES =
            Map.ofEntries(
                    Map.entry(0, new Diagnosis("the address is not known", "5.1.1")),
                    Map.entry(1, new Diagnosis("the address is ambiguous", "5.1.4")),
                    Map.entry(2, new Diagnosis("the mail system is congested", "5.4.5")),
                    Map.entry(3, new Diagnosis("the message went round in a circle", "5.4.6")),
                    Map.entry(4, new Diagnosis("the recipient is not available", "5.2.1")),
                    Map.entry(5, new Diagnosis("it took too long", "5.4.7")),
                    Map.entry(7, new Diagnosis("the content is too long", "5.2.3")),
                    Map.entry(12, new Diagnosis("the content is malformed", "5.6.0")),
                    Map.entry(13, new Diagnosis("the message is too large", "5.3.4")),
                    Map.entry(15, new Diagnosis("the kind of content is not taken", "5.6.1")),
                    Map.entry(16, new Diagnosis("there are too many recipients", "5.5.3")));

    /** What a recipient's row says, and the whole report where the row says nothing. */
    static FailureReason of(Properties row, Properties report) {
        FailureReason own = of(row, PropertyId.SUPPLEMENTARY_INFO, PropertyId.REPORT_TEXT);
        // the report's own text is shown as such
        FailureReason common = of(report, PropertyId.SUPPLEMENTARY_INFO);
        return new FailureReason(
                own.status().or(common::status),
                own.words().isEmpty() ? start(common.words()) : own.words());
    }

    /** It is there for each recipient again. */
    private static String start(String common) {
        return common.substring(0, Math.min(LONGEST_COMMON, common.length()));
    }

    private static FailureReason of(Properties properties, Integer... texts) {
        Optional<Diagnosis> diagnosis =
                code(properties, PropertyId.NDR_DIAG_CODE).map(DIAGNOSES::get);
        Optional<String> reason =
                code(properties, PropertyId.NDR_REASON_CODE)
                        .filter(code -> code < REASONS.size())
                        .map(REASONS::get);
        String said =
                Stream.of(texts)
                        .flatMap(id -> properties.string(id).stream())
                        .map(text -> text.substring(0, Math.min(LONGEST, text.length())))
                        .map(text -> text.replaceAll("[\\p{Cc}\\s]+", " ").strip())
                        .distinct()
                        .collect(Collectors.joining("; "));
        String words =
                Stream.concat(
                                diagnosis.map(Diagnosis::words).or(() -> reason).stream(),
                                Stream.of(said))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(": "));
        Optional<String> status =
                numbers(properties.integer(PropertyId.NDR_STATUS_CODE))
                        .or(() -> enhanced(said))
                        .or(() -> diagnosis.map(Diagnosis::status));
        return new FailureReason(status, words);
    }

    /** "None" is -1. */
    private static Optional<Integer> code(Properties properties, int id) {
        return properties.integer(id).stream().filter(code -> code >= 0).boxed().findFirst();
    }

    /** 511 is 5.1.1. */
    private static Optional<String> numbers(OptionalInt code) {
        return code.stream()
                .filter(c -> c >= 200 && c < 600)
                .mapToObj(c -> c / 100 + "." + c / 10 % 10 + "." + c % 10)
                .findFirst();
    }

    /** What the server that refused said: {@code 550 5.1.1 User unknown}. */
    private static Optional<String> enhanced(String text) {
        Matcher matcher = ENHANCED.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
