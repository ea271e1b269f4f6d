package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.Recipient;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A report on a message, as a part of multipart/report: RFC 8098 for whether it was read, RFC 3464
 * for whether it was delivered.
 */
public record ReportItem(TnefMessage message) implements Item {

    private static final Map<String, String> KINDS =
            Map.of(
                    "IPNRN", "read-receipt",
                    "IPNNRN", "not-read-receipt",
                    "DR", "delivery-receipt",
                    "NDR", "non-delivery-report");

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

    /** What a reader gets where the report has no text of its own. */
    public String text() {
        String what = message.header().subject().orElse("(no subject)");
        String said =
                switch (kind()) {
                    case "read-receipt" -> "Your message was read";
                    case "not-read-receipt" -> "Your message was deleted without being read";
                    case "delivery-receipt" -> "Your message was delivered";
                    default -> "Your message could not be delivered";
                };
        String when =
                message.properties()
                        .time(PropertyId.REPORT_TIME)
                        .map(time -> "\nTime: " + time)
                        .orElse("");
        return said + ".\n\nSubject: " + what + when + "\n";
    }

    private String disposition(Surroundings around) {
        boolean read = kind().equals("read-receipt");
        return address("Final-Recipient: rfc822;", message.header().from().or(around::from))
                + original()
                + "Disposition: automatic-action/MDN-sent-automatically; "
                + (read ? "displayed" : "deleted")
                + "\n";
    }

    private String original() {
        return message.properties()
                .string(PropertyId.ORIGINAL_MESSAGE_ID)
                .or(() -> message.header().inReplyTo())
                .map(id -> "Original-Message-ID: " + id.replaceAll("\\s|\\p{Cc}", "") + "\n")
                .orElse("");
    }

    private String status(Surroundings around) {
        Properties properties = message.properties();
        boolean failed = kind().equals("non-delivery-report");
        int code = properties.integer(PropertyId.NDR_STATUS_CODE).orElse(0);
        StringBuilder text = new StringBuilder("Reporting-MTA: dns;unknown\n");
        Iterable<Mailbox> recipients =
                message.header().recipients().isEmpty()
                        ? around.from().stream().toList()
                        : message.header().recipients().stream().map(Recipient::mailbox).toList();
        for (Mailbox recipient : recipients) {
            text.append('\n')
                    .append(address("Final-Recipient: rfc822;", Optional.of(recipient)))
                    .append("Action: ")
                    .append(failed ? "failed" : "delivered")
                    .append("\nStatus: ")
                    .append(statusCode(code, failed))
                    .append('\n');
        }
        return text.toString();
    }

    /** PidTagNonDeliveryReportStatusCode has the three numbers as digits: 511 is 5.1.1. */
    private static String statusCode(int code, boolean failed) {
        return code >= 200 && code < 600
                ? code / 100 + "." + code / 10 % 10 + "." + code % 10
                : failed ? "5.0.0" : "2.0.0";
    }

    private static String address(String field, Optional<Mailbox> mailbox) {
        String address = mailbox.filter(Mailbox::hasSmtp).map(Mailbox::email).orElse("unknown");
        return field + " " + address.replaceAll("\\s|\\p{Cc}", "") + "\n";
    }
}
