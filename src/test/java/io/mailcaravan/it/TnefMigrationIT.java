package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.convert.tnef.TnefMails;
import io.mailcaravan.convert.tnef.TnefSamples;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one Dovecot to another, with the step that converts TNEF between them. */
class TnefMigrationIT {

    private static final Path SAMPLES =
            Path.of(System.getProperty("caravan.home", "."), "..", "shared", "testdata", "tnef");

    @AutoClose private static TestServer source;
    @AutoClose private static TestServer destination;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source = new TestServer(folder);
        destination = new TestServer(folder);
    }

    /** What each message is to be at the destination, as its server sees it. */
    private static final Map<String, String> SHAPES =
            Map.of(
                    "note",
                    "multipart/mixed(multipart/alternative(text/plain, text/html), text/plain %s,"
                            + " application/octet-stream %s)",
                    "encapsulated-html",
                    "multipart/related(multipart/alternative(text/plain, text/html), image/png"
                            + " image1.png)",
                    "native-rtf",
                    "multipart/alternative(text/plain, text/html)",
                    "embedded",
                    "multipart/mixed(text/plain, message/rfc822(multipart/mixed(text/plain,"
                            + " message/rfc822(multipart/mixed(text/plain, text/plain in.txt)))),"
                            + " application/octet-stream object)",
                    "meeting",
                    "multipart/alternative(text/plain, text/calendar)",
                    "contact",
                    "multipart/mixed(text/plain, text/vcard contact.vcf)");

    @Test
    void convertedMailShouldBeWhatTheServerUnderstands(@TempDir Path folder) throws Exception {
        String mailbox = "tnef@x.example";
        Map<String, byte[]> sent = new LinkedHashMap<>();
        Map<String, byte[]> streams = TnefSamples.all();
        for (String name : SHAPES.keySet()) {
            sent.put(name, TnefSamples.mail(name, "text of " + name, streams.get(name)));
        }
        byte[] plain =
                (Messages.header("without TNEF") + "\r\nno-ms-tnef \r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] damaged =
                new String(TnefMails.hopeless("damaged"), StandardCharsets.ISO_8859_1)
                        .replace("Subject: outer", "Subject: damaged")
                        .getBytes(StandardCharsets.ISO_8859_1);
        sent.put("without TNEF", plain);
        sent.put("damaged", damaged);
        migrate(folder, mailbox, sent);

        Map<String, MimeStructure> arrived = MimeStructure.ofInbox(destination, mailbox);

        assertThat(arrived).containsOnlyKeys(sent.keySet());
        SHAPES.forEach(
                (name, shape) ->
                        assertThat(arrived.get(name).shape())
                                .as(name)
                                .isEqualTo(
                                        shape.formatted(
                                                TnefSamples.CYRILLIC, TnefSamples.CHINESE)));
        assertThat(arrived.get("without TNEF").bytes().copy()).isEqualTo(plain);
        assertThat(arrived.get("damaged").bytes().copy()).isEqualTo(damaged);
        contents(arrived);
    }

    private static void contents(Map<String, MimeStructure> arrived) {
        MimeStructure note = arrived.get("note");
        assertThat(latin1(note.file(TnefSamples.CYRILLIC))).isEqualTo(TnefSamples.TEXT);
        assertThat(latin1(note.file(TnefSamples.CHINESE))).isEqualTo(TnefSamples.BINARY);
        assertThat(text(note.leaf("text/html"))).contains("<p>Grüße, <b>см.</b> файл</p>");
        assertThat(text(note.leaf("text/plain"))).contains("text of note");
        assertThat(text(arrived.get("encapsulated-html").leaf("text/html")))
                .contains("<p>Grüße <img src=\"cid:image1@test\">€Пр</p>");
        MimeStructure embedded = arrived.get("embedded");
        assertThat(latin1(embedded.file("in.txt"))).isEqualTo(TnefSamples.TEXT);
        assertThat(latin1(embedded.file("object"))).isEqualTo(TnefSamples.BINARY);
        MimeStructure.Leaf meeting = arrived.get("meeting").leaf("text/calendar");
        assertThat(meeting.parameters().getParameter("method")).isEqualTo("REQUEST");
        assertThat(text(meeting))
                .contains("METHOD:REQUEST")
                .contains("DTSTART;TZID=Europe/Berlin:20240305T100000")
                .contains("mailto:ann@test.example");
        assertThat(text(arrived.get("contact").leaf("text/vcard"))).contains("FN:Ann Äpfel");
    }

    private static String latin1(Bytes content) {
        return content.text(StandardCharsets.ISO_8859_1);
    }

    private static String text(MimeStructure.Leaf leaf) {
        return leaf.content().text(StandardCharsets.UTF_8).replace("\r\n ", "");
    }

    @Test
    void samplesShouldArriveWithoutTnef(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(SAMPLES.resolve("MANIFEST.json")), "no sample folder");
        String mailbox = "samples@x.example";
        Map<String, byte[]> sent = new LinkedHashMap<>();
        List<String> kept = new ArrayList<>();
        for (JsonNode sample :
                new ObjectMapper()
                        .readTree(SAMPLES.resolve("MANIFEST.json").toFile())
                        .get("files")) {
            String name = sample.get("file").asText();
            byte[] bytes = Files.readAllBytes(SAMPLES.resolve(name));
            if (name.endsWith(".eml")) {
                sent.put(name, named(name, bytes));
            } else if (sample.get("container").asText().equals("raw")) {
                sent.put(name, TnefSamples.mail(name, "text", bytes));
            }
            boolean converted =
                    sample.get("outcome_allowed").toString().equals("[\"converted\"]")
                            && !sample.path("original_must_be_kept").asBoolean();
            if (!converted) {
                kept.add(name);
            }
        }
        migrate(folder, mailbox, sent);

        Map<String, MimeStructure> arrived = MimeStructure.ofInbox(destination, mailbox);

        assertThat(arrived).containsOnlyKeys(sent.keySet());
        arrived.forEach(
                (name, structure) -> {
                    System.out.printf("TnefMigrationIT: %s %s%n", name, structure.shape());
                    if (!kept.contains(name)) {
                        assertThat(structure.shape()).as(name).doesNotContain("ms-tnef");
                    }
                });
    }

    /** Under a subject of its own, with the line ends of the network. */
    private static byte[] named(String name, byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1).replaceAll("\r?\n", "\r\n");
        int end = text.indexOf("\r\n\r\n");
        String header =
                ("\r\n" + text.substring(0, end))
                        .replaceFirst("(?i)\r\nSubject:.*(\r\n[ \t].*)*", "")
                        .substring(2);
        return ("Subject: " + name + "\r\n" + header + text.substring(end))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void migrate(Path folder, String mailbox, Map<String, byte[]> mails)
            throws Exception {
        Item[] items =
                mails.values().stream()
                        .map(mail -> Messages.item(mail, Flags.NONE, Messages.DATE))
                        .toArray(Item[]::new);
        source.fill(mailbox, FolderPath.INBOX, items);
        TestSite site =
                new TestSite(folder)
                        .imap("source", source.port())
                        .imap("destination", destination.port())
                        .route(
                                "imap-to-imap",
                                "        - idempotentConsumer:",
                                "        - bean: { ref: tnefToMime }\n        - idempotentConsumer:")
                        .mailboxes(mailbox);
        try (CaravanProcess first = site.migrate()) {
            assertThat(first.exit()).as(first::said).isZero();
            assertThat(first.stdout()).contains(" " + mails.size() + " copied");
        }
        try (CaravanProcess second = site.migrate()) {
            assertThat(second.exit()).as(second::said).isZero();
            assertThat(second.stdout()).contains(" 0 copied");
        }
    }
}
