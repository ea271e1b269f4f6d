package io.mailcaravan.convert.tnef;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A message made up of parts at random, written as programs write them that know no RFC well. */
final class MimeTree {

    private static final List<String> LINE_ENDS = List.of("\r\n", "\r\n", "\n", "\r", "\r\r\n");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final String outline;
    private int boundaries;

    MimeTree(Random random) {
        this.random = random;
        lines.add("Subject: x");
        outline = part(0, "text/plain", "");
    }

    /** As in {@link PartsTest}. */
    String outline() {
        return outline;
    }

    String text() {
        String lineEnd = oneOf(LINE_ENDS);
        return String.join(lineEnd, lines) + lineEnd;
    }

    /** With lines that are lost, doubled, out of place or from elsewhere, and mixed line ends. */
    String damagedText() {
        List<String> foreign =
                List.of(
                        "", " ", "oops", "--", "--b0", "--b1", "--b1--", "--b2 ", "\0", "a: b",
                        "\t");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.add(at, oneOf(foreign));
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, lines.get(at) + "\0");
                default -> lines.set(at, oneOf(foreign));
            }
        }
        StringBuilder text = new StringBuilder();
        boolean mixed = random.nextInt(3) == 0;
        String lineEnd = oneOf(LINE_ENDS);
        for (String line : lines) {
            text.append(line).append(mixed ? oneOf(LINE_ENDS) : lineEnd);
        }
        return text.toString();
    }

    private String part(int depth, String otherwise, String around) {
        if (otherwise.equals("message/rfc822")) {
            lines.add("");
            return "message/rfc822(" + part(depth + 1, "text/plain", around) + ")";
        }
        boolean leaf = depth > 4 || (depth > 0 && random.nextInt(3) == 0);
        if (leaf) {
            return leaf();
        }
        return random.nextInt(4) == 0 ? message(depth, around) : multipart(depth, around);
    }

    private String leaf() {
        String type = oneOf(List.of("text/plain", "application/pdf"));
        lines.add("Content-Transfer-Encoding: 7bit");
        if (type.equals("application/pdf") || random.nextBoolean()) {
            lines.add(field() + type + "; name=\"; boundary=x\"");
        }
        lines.add("");
        List<String> body = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            body.add(
                    oneOf(List.of("text", "", "--", "--b", "-- b1", "Content-Type: a/b", "--b1.")));
        }
        lines.addAll(body);
        return type + "{" + String.join("~", body) + "}";
    }

    private String message(int depth, String around) {
        lines.add(field() + "message/rfc822");
        lines.add("");
        String type = "message/rfc822(";
        return type + part(depth + 1, "text/plain", around) + ")";
    }

    private String multipart(int depth, String around) {
        boolean digest = random.nextInt(5) == 0;
        String type = digest ? "multipart/digest" : "multipart/Mixed";
        String boundary = "b" + boundaries++;
        String quoted = oneOf(List.of(boundary, "\"" + boundary + "\"", "\"\\" + boundary + " \""));
        lines.add(field() + type + ";" + oneOf(List.of("", " charset=x;")));
        lines.add("\tboundary=" + quoted);
        if (random.nextInt(4) > 0) {
            lines.add("");
            if (random.nextBoolean()) {
                lines.add("a preamble");
                lines.add("--" + boundary + "x");
            }
        }
        List<String> children = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add("--" + boundary + oneOf(List.of("", "", " ", "\t ")));
            children.add(part(depth + 1, digest ? "message/rfc822" : "text/plain", boundary));
        }
        // one that never ends does so with the one around it
        if (around.isEmpty() || random.nextInt(3) > 0) {
            lines.add("--" + boundary + "--" + oneOf(List.of("", " ")));
            if (random.nextBoolean()) {
                lines.add("an epilogue");
                lines.add("--" + boundary);
            }
        }
        return type.toLowerCase(java.util.Locale.ROOT) + "(" + String.join(" ", children) + ")";
    }

    private String field() {
        return oneOf(List.of("Content-Type: ", "content-type:", "Content-Type : "));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
