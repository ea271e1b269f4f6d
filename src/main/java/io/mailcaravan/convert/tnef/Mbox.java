package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A file with many mails, RFC 4155: in front of each a line that begins with {@code From }. */
public final class Mbox {

    /** The line that is in front of a mail; in a text such a line is escaped, or has no date. */
    private static final Pattern SEPARATOR =
            Pattern.compile("From \\S.{0,300}?\\d{1,2}:\\d{2}(?::\\d{2})?\\b.{0,100}");

    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d{2}\\b");

    private static final Pattern FIELD = Pattern.compile(">?From |[!-9;-~]+[ \\t]*:.*");

    private static final int LONGEST_LINE = 500;

    /**
     * A mail in it.
     *
     * @param from where its separator begins
     * @param body where the mail itself begins
     * @param end behind the mail; the empty line that is in front of the next separator is no part
     *     of it
     */
    public record Mail(int from, int body, int end) {

        /** The mail itself. */
        public Bytes bytes(Bytes mbox) {
            return mbox.slice(body, end - body);
        }
    }

    private Mbox() {}

    /** The mails; empty where it is no mbox, or one with a single mail. */
    public static List<Mail> mails(Bytes bytes) {
        int start = 0;
        while (start < bytes.size() && (bytes.u8(start) == '\n' || bytes.u8(start) == '\r')) {
            start++;
        }
        if (!isFrom(bytes, start)) {
            return List.of();
        }
        List<Mail> mails = new ArrayList<>();
        int from = start;
        int body = next(bytes, start);
        for (int at = body; at < bytes.size(); at = next(bytes, at)) {
            if (isFrom(bytes, at) && isSeparator(bytes, at)) {
                mails.add(new Mail(from, body, end(bytes, body, at)));
                from = at;
                body = next(bytes, at);
            }
        }
        if (mails.isEmpty()) {
            return List.of();
        }
        mails.add(new Mail(from, body, bytes.size()));
        return mails;
    }

    private static boolean isFrom(Bytes bytes, int at) {
        return bytes.size() - at > 5
                && bytes.u8(at) == 'F'
                && bytes.u8(at + 1) == 'r'
                && bytes.u8(at + 2) == 'o'
                && bytes.u8(at + 3) == 'm'
                && bytes.u8(at + 4) == ' ';
    }

    /** With a date, and a header behind it. */
    private static boolean isSeparator(Bytes bytes, int at) {
        String line = line(bytes, at);
        return SEPARATOR.matcher(line).matches()
                && YEAR.matcher(line).find()
                && FIELD.matcher(line(bytes, next(bytes, at))).lookingAt();
    }

    /** In front of the empty line. */
    private static int end(Bytes bytes, int body, int separator) {
        int end = separator;
        if (end > body && bytes.u8(end - 1) == '\n') {
            int before = end - 1 > body && bytes.u8(end - 2) == '\r' ? end - 2 : end - 1;
            end = before > body && bytes.u8(before - 1) == '\n' ? before : end;
        }
        return end;
    }

    private static String line(Bytes bytes, int from) {
        int end = from;
        while (end < bytes.size() && end - from < LONGEST_LINE && bytes.u8(end) != '\n') {
            end++;
        }
        return bytes.slice(from, end - from).text(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static int next(Bytes bytes, int from) {
        int at = from;
        while (at < bytes.size() && bytes.u8(at) != '\n') {
            at++;
        }
        return Math.min(bytes.size(), at + 1);
    }
}
