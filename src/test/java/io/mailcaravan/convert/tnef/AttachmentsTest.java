package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AttachmentsTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    private static MapiBuilder named(String name) {
        return new MapiBuilder().string(0x3707, name);
    }

    @Test
    void longNameShouldWinAndKeepItsCharacters() {
        byte[] tnef =
                new TnefBuilder().file("REPORT~1.TXT", CONTENT, named("Отчёт – 報告.txt")).bytes();

        MimeMessageView view = Converted.of(tnef).view();

        assertThat(view.fileNames()).containsExactly("Отчёт – 報告.txt");
        assertThat(view.content(0)).isEqualTo(CONTENT);
    }

    @Test
    void nameShouldBeReadInTheCodePageOfTheStream() {
        MapiBuilder name = new MapiBuilder().string8(0x3707, "文件.doc", Charset.forName("GBK"));
        byte[] tnef = new TnefBuilder(936).file("X.DOC", CONTENT, name).bytes();

        assertThat(Converted.of(tnef).view().fileNames()).containsExactly("文件.doc");
    }

    @Test
    void contentInPropertyOnlyShouldBeDelivered() {
        byte[] tnef =
                new TnefBuilder()
                        .start()
                        .attachment(named("a.bin").binary(0x3701, CONTENT))
                        .bytes();

        assertThat(Converted.of(tnef).view().content(0)).isEqualTo(CONTENT);
    }

    @Test
    void interfaceIdShouldNotBePartOfAnOleObject() {
        MapiBuilder ole =
                new MapiBuilder().integer(0x3705, 6).object(0x3701, MapiBuilder.STORAGE, CONTENT);
        byte[] tnef = new TnefBuilder().start().title("Object").attachment(ole).bytes();

        assertThat(Converted.of(tnef).view().content(0)).isEqualTo(CONTENT);
    }

    @Test
    void secondDataShouldStartAnAttachmentWhoseStartIsDamaged() {
        byte[] tnef =
                new TnefBuilder()
                        .file("one.txt", CONTENT, named("one.txt"))
                        .title("two.txt")
                        .data(new byte[] {1})
                        .bytes();

        Converted converted = Converted.of(tnef);

        assertThat(converted.view().fileNames()).contains("one.txt", "two.txt");
        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
    }

    @Test
    void emptyFileShouldSurviveAndDataMayComeBeforeTheName() {
        byte[] tnef = new TnefBuilder().start().data(new byte[0]).title("empty.txt").bytes();

        MimeMessageView view = Converted.of(tnef).view();

        assertThat(view.fileNames()).containsExactly("empty.txt");
        assertThat(view.content(0)).isEmpty();
    }

    @Test
    void nameShouldNeitherBeAPathNorEndALine() {
        byte[] tnef =
                new TnefBuilder()
                        .file("x", CONTENT, named("../../etc/passwd"))
                        .file("x", CONTENT, named("a\r\nX-Injected: yes\r\n\r\nb.txt"))
                        .file("x", CONTENT, named("CON.txt"))
                        .file("x", CONTENT, named(".."))
                        .file("x", CONTENT, named("cod\u202Efdp.exe"))
                        .bytes();

        Converted converted = Converted.of(tnef);

        assertThat(converted.view().fileNames())
                .hasSize(5)
                .contains("passwd", "_CON.txt")
                .noneMatch(name -> name.contains("\u202E") || name.matches("\\.+"));
        assertThat(converted.text()).doesNotContain("\nX-Injected");
        assertThat(converted.text()).contains("Content-Description: ../../etc/passwd");
    }

    @Test
    void imageThatTheHtmlShowsShouldBeJoinedToIt() {
        MapiBuilder html =
                new MapiBuilder()
                        .integer(0x3FDE, 65001)
                        .binary(0x1013, "<img src=\"cid:i@x\">".getBytes(StandardCharsets.UTF_8));
        MapiBuilder image = named("i.png").string(0x3712, "i@x").string(0x370E, "image/png");
        byte[] tnef = new TnefBuilder().properties(html).file("i", CONTENT, image).bytes();

        Converted converted = Converted.of(tnef);

        assertThat(converted.view().contentType()).startsWith("multipart/related");
        assertThat(converted.text()).contains("Content-ID: <i@x>");
    }

    @Test
    void embeddedMessageShouldBecomeAMessage() {
        byte[] inner =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .subject("inner")
                        .properties(new MapiBuilder().string(0x1000, "inner text"))
                        .bytes();
        MimeMessageView view = Converted.of(new TnefBuilder().embedded(inner).bytes()).view();

        assertThat(view.messages()).hasSize(1);
        assertThat(view.messages().getFirst().seenText()).contains("inner text");
    }

    @Test
    void fileInTheWebShouldBeALinkThatCanBeRead() {
        for (int method : new int[] {2, 4, 7}) {
            byte[] stream =
                    new TnefBuilder()
                            .messageClass("IPM.Note")
                            .start()
                            .title("plan.docx")
                            .attachment(
                                    new MapiBuilder()
                                            .integer(0x3705, method)
                                            .string(0x3707, "Plan für März.docx")
                                            .string(
                                                    0x370E,
                                                    "application/vnd.openxmlformats-officedocument"
                                                            + ".wordprocessingml.document")
                                            .string(0x370D, "https://example.org/d/plan.docx?e=1"))
                            .bytes();

            Converted converted = Converted.of(stream);

            assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
            assertThat(converted.view().fileNames()).containsExactly("Plan für März.docx.txt");
            assertThat(new String(converted.view().content(0), StandardCharsets.UTF_8))
                    .isEqualTo("Plan für März.docx\r\nhttps://example.org/d/plan.docx?e=1\r\n\r\n");
            assertThat(converted.text()).doesNotContain("wordprocessingml");
        }
    }
}
