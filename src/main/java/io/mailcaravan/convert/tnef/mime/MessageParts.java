package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.item.ItemFile;
import io.mailcaravan.convert.tnef.item.Items;
import io.mailcaravan.convert.tnef.item.OutlookItem;
import io.mailcaravan.convert.tnef.item.ReceiptItem;
import io.mailcaravan.convert.tnef.item.Surroundings;
import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.HtmlText;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a message becomes: a body of at most {@code alternative} in {@code related}, and what is
 * attached to it.
 *
 * @param body empty where the message has neither text nor an item to show
 * @param report of a report its type, RFC 6522
 */
public record MessageParts(Optional<Part> body, List<Part> attachments, Optional<String> report) {

    /**
     * Makes the parts.
     *
     * @param text a text part that stands for the message's own, where the mail has one
     * @throws DamagedException when it takes too long
     */
    public static MessageParts of(
            TnefMessage message, Optional<Part> text, Surroundings around, PartChoice choice)
            throws DamagedException {
        List<Part> inline = new ArrayList<>();
        List<Part> attached = new ArrayList<>();
        Optional<String> html = message.bodies().html();
        References references = new References(html, message.attachments());
        int number = 0;
        for (Attachment attachment : message.attachments()) {
            choice.budget().time();
            number++;
            boolean joined = references.hold(attachment);
            (joined ? inline : attached).add(part(attachment, number, joined, around, choice));
        }
        Optional<OutlookItem> found = choice.items() ? Items.of(message) : Optional.empty();
        Optional<ReceiptItem> report =
                found.filter(ReceiptItem.class::isInstance).map(ReceiptItem.class::cast);
        List<Part> alternatives = new ArrayList<>();
        text.or(
                        () ->
                                message.bodies()
                                        .text()
                                        .or(() -> html.map(HtmlText::text))
                                        .map(own -> own + summary(report, around))
                                        .map(TextParts::plain))
                .ifPresent(alternatives::add);
        if (choice.keepRtf()) {
            message.bodies()
                    .rtf()
                    .map(rtf -> TextParts.rtf(rtf.rtf()))
                    .ifPresent(alternatives::add);
        }
        html.map(TextParts::html).ifPresent(alternatives::add);
        Optional<ItemFile> item = found.flatMap(i -> i.file(around));
        if (report.isPresent()) {
            boolean told = text.isEmpty() && !alternatives.isEmpty();
            return report(
                    report.get(),
                    item.get(),
                    told ? Optional.empty() : Optional.of(report.get().text(around)),
                    alternatives,
                    attached);
        }
        item.map(TextParts::item)
                .ifPresent(p -> (item.get().alternative() ? alternatives : attached).add(p));
        if (alternatives.isEmpty()) {
            return new MessageParts(Optional.empty(), attached, Optional.empty());
        }
        Part body = together("alternative", alternatives);
        if (!inline.isEmpty()) {
            inline.addFirst(body);
            body = together(related(body), inline);
        }
        return new MessageParts(Optional.of(body), attached, Optional.empty());
    }

    /** Behind a report's own text, which often is only a greeting. */
    private static String summary(Optional<ReceiptItem> report, Surroundings around) {
        return report.map(item -> "\n\n" + item.text(around)).orElse("");
    }

    /**
     * First the text for people, then the report for programs, then what it is about.
     *
     * @param summary in a part of its own; empty where the text has it
     */
    private static MessageParts report(
            ReceiptItem report,
            ItemFile file,
            Optional<String> summary,
            List<Part> alternatives,
            List<Part> attached) {
        List<Part> forPeople = new ArrayList<>();
        if (!alternatives.isEmpty()) {
            forPeople.add(together("alternative", alternatives));
        }
        summary.map(TextParts::plain).ifPresent(forPeople::add);
        attached.addFirst(TextParts.report(file));
        String type = report.isDisposition() ? "disposition-notification" : "delivery-status";
        return new MessageParts(
                Optional.of(together("mixed", forPeople)), attached, Optional.of(type));
    }

    private static String related(Part root) {
        String type = root instanceof Part.Multipart ? "multipart/alternative" : "text/html";
        return "related; type=\"" + type + "\"";
    }

    /** Body and attachments as one entity, no deeper than they need. */
    public Part whole() {
        List<Part> all = new ArrayList<>();
        body.ifPresent(all::add);
        all.addAll(attachments);
        if (all.isEmpty()) {
            return TextParts.plain("");
        }
        if (report.isPresent()) {
            return new Part.Multipart("report; report-type=" + report.get(), all);
        }
        // a message that is only a file shows nothing in many readers
        return body.isEmpty() ? new Part.Multipart("mixed", all) : together("mixed", all);
    }

    private static Part together(String subtype, List<Part> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Part.Multipart(subtype, parts);
    }

    private static Part part(
            Attachment attachment,
            int number,
            boolean joined,
            Surroundings around,
            PartChoice choice)
            throws DamagedException {
        if (attachment.message().isEmpty()) {
            return AttachmentParts.file(attachment, number, joined);
        }
        TnefMessage message = attachment.message().get();
        Surroundings inside =
                new Surroundings(
                        AddressField.sender(message.header().from(), message.header().transport())
                                .or(around::from),
                        List.of());
        return new Part.Message(
                AttachmentParts.messageFields(attachment, message, number),
                MessageFields.missing(message.header(), Set.of()),
                of(message, Optional.empty(), inside, choice).whole());
    }
}
