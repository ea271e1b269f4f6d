package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.Recipient;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report on a message, as a part of multipart/report: RFC 8098 for whether it was read, RFC 3464
 * for whether it was delivered.
 */
public record ReceiptItem(TnefMessage message) implements OutlookItem {

    private static final Map<String, String> KINDS =
            Map.of(
                    "IPNRN", "read-receipt",
                    "IPNNRN", "not-read-receipt",
                    "DR", "delivery-receipt",
                    "NDR", "non-delivery-report");

    /** Where nothing says why. */
    private static final String UNKNOWN_FAILURE = "5.0.0";

    private static final int MOST_NAMES = 5000;

    static boolean is(TnefMessage message) {
        return KINDS.keySet().stream().anyMatch(kind -> message.messageClass().isReport(kind));
    }

    private String kind() {
        return KINDS.entrySet().stream()
                .filter(kind -> message.messageClass().isReport(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Whether it says that somebody read or did not read the message, not whether it arrived. */
    public boolean isDisposition() {
        return kind().endsWith("read-receipt");
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "report");
        facts.put("report", kind());
        message.header().subject().ifPresent(subject -> facts.put("summary", subject));
        return facts;
    }

    @Override
    public Optional<ItemFile> file(Surroundings around) {
        String type = isDisposition() ? "disposition-notification" : "delivery-status";
        String text = isDisposition() ? disposition(around) : status(around);
        return Optional.of(new ItemFile("message/" + type, "report.txt", false, text));
    }

    /** What a reader gets, behind the text that the report has of its own. */
    public String text(Surroundings around) {
        StringBuilder text = new StringBuilder(said()).append("\n\n");
        if (!isDisposition()) {
            recipients(around).forEach(recipient -> outcome(text, recipient));
        }
        line(text, "Subject", original().subject());
        line(text, "From", original().sender().map(ReceiptItem::shown));
        line(text, "To", original().to());
        line(text, "Sent", original().sent().map(ReportFields::text));
        line(text, "Delivered", original().delivered().map(ReportFields::text));
        if (isDisposition()) {
            line(text, "Reader", reader(around).map(ReceiptItem::shown));
        }
        line(text, isDisposition() ? "Read" : "Reported", time().map(ReportFields::text));
        return text.toString();
    }

    private String said() {
        return switch (kind()) {
            case "read-receipt" -> "Your message was read.";
            case "not-read-receipt" -> "Your message was deleted without being read.";
            case "delivery-receipt" -> "Your message was delivered.";
            default -> "Your message could not be delivered.";
        };
    }

    private void outcome(StringBuilder text, Recipient recipient) {
        FailureReason reason = reason(recipient);
        text.append(shown(recipient.mailbox())).append('\n');
        if (isFailure()) {
            text.append("    ")
                    .append(reason.status().orElse(UNKNOWN_FAILURE))
                    .append(reason.words().isEmpty() ? "" : " " + reason.words())
                    .append('\n');
        }
        text.append('\n');
    }

    private static void line(StringBuilder text, String name, Optional<String> value) {
        value.map(v -> v.replaceAll("[\\p{Cc}\\s]+", " ").strip())
                .filter(v -> !v.isEmpty())
                .ifPresent(v -> text.append(name).append(": ").append(v).append('\n'));
    }

    private static String shown(Mailbox mailbox) {
        String name = mailbox.name().replaceAll("[\\p{Cc}\\s]+", " ").strip();
        if (mailbox.email().isEmpty() || mailbox.email().equals(name)) {
            return name;
        }
        return name.isEmpty() ? mailbox.email() : name + " <" + mailbox.email() + ">";
    }

    private ReportedMessage original() {
        return new ReportedMessage(message);
    }

    private boolean isFailure() {
        return kind().equals("non-delivery-report");
    }

    private Optional<Mailbox> reader(Surroundings around) {
        Optional<Mailbox> own = message.header().from();
        return own.filter(Mailbox::hasSmtp).or(around::from).or(() -> own);
    }

    /** When it was read, or the report was made. */
    private Optional<Instant> time() {
        Properties properties = message.properties();
        return properties
                .time(isDisposition() ? PropertyId.RECEIPT_TIME : PropertyId.REPORT_TIME)
                .or(() -> properties.time(PropertyId.REPORT_TIME));
    }

    private FailureReason reason(Recipient recipient) {
        return FailureReason.of(recipient.row(), message.properties());
    }

    private String disposition(Surroundings around) {
        ReportFields fields = new ReportFields();
        fields.address("Final-Recipient", reader(around));
        fields.add("X-Display-Name", reader(around).map(Mailbox::name))
                .add("Original-Message-ID", original().id())
                .add(
                        "Disposition",
                        "automatic-action/MDN-sent-automatically; "
                                + (kind().equals("read-receipt") ? "displayed" : "deleted"));
        about(fields);
        fields.time("X-Disposition-Date", time());
        return fields.toString();
    }

    /** In fields of our own: RFC 3464 and RFC 8098 leave it to the message that is enclosed. */
    private void about(ReportFields fields) {
        fields.add("X-Original-Subject", original().subject())
                .add("X-Original-From", original().sender().map(ReceiptItem::shown))
                .add("X-Original-To", original().to());
        if (isDisposition()) {
            fields.time("X-Original-Date", original().sent());
        }
    }

    private String status(Surroundings around) {
        ReportFields fields = new ReportFields();
        fields.add(
                        "Reporting-MTA",
                        "dns; "
                                + message.properties()
                                        .string(PropertyId.REPORTING_MTA)
                                        .map(name -> name.replaceAll("[^\\x21-\\x7E]", ""))
                                        .filter(name -> !name.isEmpty())
                                        .orElse("unknown"))
                .time("Arrival-Date", original().sent())
                .add("X-Original-Message-ID", original().id());
        about(fields);
        for (Recipient recipient : recipients(around)) {
            FailureReason reason = reason(recipient);
            fields.next()
                    .address("Final-Recipient", Optional.of(recipient.mailbox()))
                    .add("X-Display-Name", Optional.of(recipient.mailbox().name()))
                    .add("Action", isFailure() ? "failed" : "delivered")
                    .add("Status", isFailure() ? reason.status().orElse(UNKNOWN_FAILURE) : "2.0.0");
            if (isFailure() && !reason.words().isEmpty()) {
                fields.add("Diagnostic-Code", "x-mapi; ", reason.words());
            }
            recipient
                    .row()
                    .string(PropertyId.REMOTE_MTA)
                    .ifPresent(mta -> fields.add("Remote-MTA", "dns; ", mta));
            fields.time(
                    isFailure() ? "Last-Attempt-Date" : "X-Delivery-Date",
                    recipient
                            .row()
                            .time(isFailure() ? PropertyId.REPORT_TIME : PropertyId.DELIVER_TIME)
                            .or(this::time));
        }
        return fields.toString();
    }

    /** At least one, as RFC 3464 has it. */
    private List<Recipient> recipients(Surroundings around) {
        List<Recipient> table = message.header().recipients();
        if (!table.isEmpty()) {
            return table.subList(0, Math.min(MOST_NAMES, table.size()));
        }
        List<Recipient> named = new ArrayList<>();
        for (String name : original().to().orElse("").split(";", MOST_NAMES)) {
            if (!name.isBlank()) {
                named.add(new Recipient(Recipient.TO, new Mailbox(name.strip(), "")));
            }
        }
        if (named.isEmpty()) {
            Mailbox other = reader(around).orElse(new Mailbox("", ""));
            named.add(new Recipient(Recipient.TO, other));
        }
        return named;
    }
}
