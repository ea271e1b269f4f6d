package io.mailcaravan.convert.tnef.report;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.ConvertedStream;
import io.mailcaravan.convert.tnef.item.Items;
import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.Bodies;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.rtf.RtfKind;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of files: their values are strings, numbers, truth values, lists and maps. */
public final class ConversionReport {

    private ConversionReport() {}

    /**
     * What one file held; of a file with several streams, the first and the others under {@code
     * more}.
     */
    public static Map<String, Object> of(String file, Conversion conversion) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", file);
        report.put("outcome", conversion.outcome().text());
        List<String> warnings = new ArrayList<>();
        List<Map<String, Object>> messages = new ArrayList<>();
        for (ConvertedStream stream : conversion.streams()) {
            warnings.addAll(stream.warnings());
            stream.message().ifPresent(message -> messages.add(message(message)));
        }
        if (!messages.isEmpty()) {
            report.putAll(messages.getFirst());
        }
        if (messages.size() > 1) {
            report.put("more", messages.subList(1, messages.size()));
        }
        report.put("warnings", warnings);
        return report;
    }

    private static Map<String, Object> message(TnefMessage message) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("message_class", message.messageClass().name());
        message.header().subject().ifPresent(subject -> facts.put("subject", subject));
        facts.put("attachments", message.attachments().stream().map(a -> attachment(a)).toList());
        facts.put("bodies", bodies(message.bodies()));
        Items.of(message).ifPresent(item -> facts.put("item", item.facts()));
        return facts;
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", attachment.kind().text());
        facts.put("name", attachment.name().orElse(null));
        facts.put("size", attachment.content().size());
        facts.put("sha256", attachment.content().sha256());
        attachment.mimeType().ifPresent(type -> facts.put("mime", type));
        attachment.contentId().ifPresent(id -> facts.put("content_id", id));
        facts.put("inline", attachment.contentId().isPresent());
        facts.put("hidden", attachment.hidden());
        attachment.message().ifPresent(inner -> facts.put("message", message(inner)));
        return facts;
    }

    private static Map<String, Object> bodies(Bodies bodies) {
        Map<String, Object> facts = new LinkedHashMap<>();
        bodies.plain().ifPresent(text -> facts.put("text", text(bodies.plainSource(), text)));
        bodies.stored()
                .ifPresent(
                        html ->
                                facts.put(
                                        "html", stored(html.stored(), "charset", html.charset())));
        bodies.rtf()
                .ifPresent(rtf -> facts.put("rtf", stored(rtf.rtf(), "kind", kind(rtf.kind()))));
        return facts;
    }

    private static Map<String, Object> text(String source, String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", source);
        facts.put("chars", text.length());
        return facts;
    }

    private static Map<String, Object> stored(Bytes bytes, String key, String value) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(key, value);
        facts.put("size", bytes.size());
        facts.put("sha256", bytes.sha256());
        return facts;
    }

    private static String kind(RtfKind kind) {
        return switch (kind) {
            case HTML -> "html-encapsulated";
            case TEXT -> "text-encapsulated";
            case NATIVE -> "native-rtf";
        };
    }
}
