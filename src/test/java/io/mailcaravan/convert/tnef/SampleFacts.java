package io.mailcaravan.convert.tnef;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Compares what the manifest says about a sample with the report and with the MIME message. */
final class SampleFacts {

    private SampleFacts() {}

    static void check(JsonNode sample, JsonNode report, byte[] mime, List<String> faults)
            throws Exception {
        String outcome = report.get("outcome").asText();
        if (!texts(sample.get("outcome_allowed")).contains(outcome)) {
            faults.add("outcome " + outcome);
        }
        JsonNode expect = sample.get("expect");
        if (expect == null || outcome.equals("rejected")) {
            return;
        }
        MimeMessageView view = MimeMessageView.of(mime);
        boolean keepsOriginal = sample.get("original_must_be_kept").asBoolean();
        if (keepsOriginal && !view.hasTnef()) {
            faults.add("the original part is not kept");
        }
        message("", expect, report, view, faults);
    }

    private static void message(
            String at,
            JsonNode expect,
            JsonNode report,
            MimeMessageView view,
            List<String> faults) {
        String kind = expect.at("/message_class/effective").asText("");
        if (!kind.equals("null") && !kind.equals(report.at("/message_class").asText())) {
            faults.add(at + "class " + report.at("/message_class").asText());
        }
        if (expect.hasNonNull("subject")
                && !expect.get("subject").asText().equals(report.path("subject").asText(""))) {
            faults.add(at + "subject " + report.path("subject").asText(""));
        }
        attachments(at, expect.get("attachments"), report.get("attachments"), view, faults);
        bodies(at, expect.get("bodies"), report.get("bodies"), view, faults);
        if (expect.has("item")) {
            ItemFacts.check(at, expect.get("item"), report.path("item"), view, faults);
        }
    }

    private static void bodies(
            String at,
            JsonNode expect,
            JsonNode report,
            MimeMessageView view,
            List<String> faults) {
        for (Map.Entry<String, JsonNode> body : expect.properties()) {
            JsonNode facts = body.getValue();
            JsonNode own = report.path(body.getKey());
            for (String key : List.of("size", "sha256", "kind", "source", "chars")) {
                if (facts.has(key)
                        && !facts.get(key).asText().equals("corrupt")
                        && !facts.get(key).asText().equals(own.path(key).asText())) {
                    faults.add(at + "body " + body.getKey() + " " + key + " " + own.path(key));
                }
            }
            List<String> wanted = new ArrayList<>(texts(facts.path("contains")));
            wanted.addAll(texts(facts.path("text_contains")));
            for (String text : wanted) {
                if (!view.seenText().contains(text.replaceAll("\\s+", " "))) {
                    faults.add(at + "not seen: " + text);
                }
            }
            for (String cid : texts(facts.path("html_cid_references"))) {
                if (!view.html().contains(cid)) {
                    faults.add(at + "not referred to: " + cid);
                }
            }
        }
        boolean hasHtml =
                expect.has("html")
                        || (expect.has("rtf")
                                && !expect.get("rtf")
                                        .get("kind")
                                        .asText()
                                        .matches("text-.*|corrupt")
                                && !expect.get("rtf").path("text_contains").isEmpty());
        if (hasHtml && view.html().isEmpty()) {
            faults.add(at + "no HTML");
        }
    }

    private static void attachments(
            String at,
            JsonNode expect,
            JsonNode report,
            MimeMessageView view,
            List<String> faults) {
        if (expect.size() != report.size()) {
            faults.add(at + report.size() + " attachments instead of " + expect.size());
            return;
        }
        for (int i = 0; i < expect.size(); i++) {
            JsonNode facts = expect.get(i);
            JsonNode own = report.get(i);
            String where = at + "attachment " + (i + 1) + " ";
            for (String key : List.of("kind", "name", "size", "sha256", "mime", "content_id")) {
                String wanted =
                        facts.has(key)
                                ? facts.get(key).asText()
                                : facts.path("tnef_" + key).asText("");
                boolean known =
                        !wanted.isEmpty() && !(key.equals("name") && facts.get(key).isNull());
                if (known && !Objects.equals(wanted, own.path(key).asText())) {
                    faults.add(where + key + " " + own.path(key));
                }
            }
            if (facts.get("kind").asText().equals("embedded-message")) {
                List<MimeMessageView> inner = view.messages();
                int index = embeddedBefore(expect, i);
                if (index >= inner.size()) {
                    faults.add(where + "no message/rfc822");
                } else {
                    message(
                            where,
                            facts.get("message"),
                            own.get("message"),
                            inner.get(index),
                            faults);
                }
            } else if (!view.keptWhole() && !view.delivers(facts)) {
                faults.add(where + "not in the MIME message");
            }
        }
    }

    private static int embeddedBefore(JsonNode attachments, int end) {
        return (int)
                StreamSupport.stream(attachments.spliterator(), false)
                        .limit(end)
                        .filter(a -> a.get("kind").asText().equals("embedded-message"))
                        .count();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
