package io.mailcaravan.convert.tnef;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.convert.tnef.stream.Bytes;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jsoup.Jsoup;

/**
 * A MIME message as a mail program sees it, one level: enclosed messages are views of their own.
 */
final class MimeMessageView {

    private record File(String name, String contentId, Bytes content) {}

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<String> calendars = new ArrayList<>();
    private final List<String> cards = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final List<MimeMessageView> messages = new ArrayList<>();
    private boolean tnef;
    private boolean signed;
    private String contentType;

    static MimeMessageView of(byte[] bytes) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.mime.decodeparameters", "true");
        MimeMessage message =
                new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(bytes));
        return of(message);
    }

    private static MimeMessageView of(MimeMessage message) throws Exception {
        MimeMessageView view = new MimeMessageView();
        view.contentType = message.getContentType();
        view.add(message);
        return view;
    }

    private void add(Part part) throws Exception {
        if (part.isMimeType("multipart/*")) {
            signed |= part.isMimeType("multipart/signed");
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                add(multipart.getBodyPart(i));
            }
        } else if (part.isMimeType("message/rfc822")) {
            messages.add(of((MimeMessage) part.getContent()));
        } else {
            byte[] content = part.getInputStream().readAllBytes();
            boolean attached = part.getFileName() != null;
            if (!attached && part.isMimeType("text/html")) {
                html.append(new String(content, StandardCharsets.UTF_8));
            } else if (part.isMimeType("text/calendar")) {
                calendars.add(new String(content, StandardCharsets.UTF_8));
            } else if (part.isMimeType("text/vcard")) {
                cards.add(new String(content, StandardCharsets.UTF_8));
            } else if (!attached && part.isMimeType("text/*")) {
                text.append(part.getContent()).append('\n');
            } else if (part.isMimeType("application/ms-tnef")) {
                tnef = true;
            }
            if (attached) {
                String[] id = part.getHeader("Content-ID");
                files.add(
                        new File(
                                MimeUtility.decodeText(part.getFileName()),
                                id == null ? "" : id[0],
                                Bytes.of(content)));
            }
        }
    }

    /** With white space collapsed, both forms of the body. */
    String seenText() {
        return (text + " " + Jsoup.parse(html.toString()).text()).replaceAll("[\\s\\u00A0]+", " ");
    }

    String html() {
        return html.toString();
    }

    List<String> calendars() {
        return calendars;
    }

    List<String> cards() {
        return cards;
    }

    String contentType() {
        return contentType;
    }

    List<MimeMessageView> messages() {
        return messages;
    }

    boolean hasTnef() {
        return tnef;
    }

    List<String> fileNames() {
        return files.stream().map(File::name).toList();
    }

    byte[] content(int file) {
        return files.get(file).content().copy();
    }

    /** Whether a signed content stands for the attachment that it was. */
    boolean keptWhole() {
        return signed;
    }

    boolean delivers(JsonNode facts) {
        return files.stream().anyMatch(file -> matches(file, facts));
    }

    private static boolean matches(File file, JsonNode facts) {
        boolean nameGiven = facts.hasNonNull("name");
        boolean nameRight =
                nameGiven
                        ? facts.get("name").asText().equals(file.name())
                        : !file.name().isEmpty()
                                && file.name()
                                        .chars()
                                        .noneMatch(c -> c < ' ' || c == '/' || c == '\\')
                                && !file.name().matches("\\.\\.?");
        return nameRight
                && file.content().size() == facts.get("size").asInt()
                && file.content().sha256().equals(facts.get("sha256").asText())
                && file.contentId().contains(facts.path("content_id").asText(""));
    }
}
