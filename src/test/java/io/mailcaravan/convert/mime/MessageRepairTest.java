package io.mailcaravan.convert.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.mime.MessageRepair.Repaired;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRepairTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\r\n\r\nbody\r\n",
                "Subject: x\r\n\r\n",
                "Subject: x\r\n folded\r\n\r\nno line end",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText:\r\n--b--\r\n"
            })
    void soundMessageShouldNotBeTouched(String message) throws IOException {
        assertThat(repair(message)).isEmpty();
        assertThat(spoolIsEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "A: b~~x{0}y~           | nul-bytes            | A: b~~xy~",
                "A: b~~x{LF}y{CR}z~     | bare-lf              | A: b~~x~y~z~",
                "A: b~~x{CR}~y{CR}{CR}  | bare-lf              | A: b~~x~y~~",
                "A: b{LF}{LF}x          | bare-lf              | A: b~~x",
                "A: b                   | missing-header-end   | A: b~~",
                "A: b~Hi Bob,~~Bye~     | missing-header-end   | A: b~~Hi Bob,~~Bye~",
                "Hi Bob~                | missing-header-end   | ~Hi Bob~",
                "From a Mon 1:00~A: b~~ | bad-header           | X-Caravan-Original-Header: From a Mon 1:00~A: b~~",
                "A: b~oops~Date: c~~    | bad-header           | A: b~X-Caravan-Original-Header: oops~Date: c~~",
                "A: b~{SP}~{SP}c~~      | bad-header           | A: b~ c~~",
                "{SP}lost~A: b~~        | bad-header           | X-Caravan-Original-Header: lost~A: b~~",
                "Subject : b~~          | bad-header           | Subject: b~~"
            })
    void eachRuleShouldRepairItsOwn(String message, String rule, String expected)
            throws IOException {
        Repaired repaired = repair(written(message)).orElseThrow();

        assertThat(repaired.rules()).containsExactly(rule);
        assertThat(text(repaired)).isEqualTo(written(expected));
    }

    @Test
    void rulesShouldComeTogetherInTheirOrder() throws IOException {
        assertThat(repair("From x\nA: b\u0000\n\nc\n").orElseThrow().rules())
                .containsExactly("nul-bytes", "bare-lf", "bad-header");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "windows-1252"})
    void unencodedHeadersShouldReadTheSameAfterwards(String charset) throws Exception {
        String message =
                """
                From: "Müller, Jürgen" <j@x.example>
                To: Zoë Straße<z@x.example>, b@x.example (Bär)
                Subject: Re: Grüße aus Köln today
                Content-Type: application/pdf; name="Übersicht.pdf"

                x
                """
                        .replace("\n", "\r\n");

        Repaired repaired = repair(message.getBytes(Charset.forName(charset))).orElseThrow();

        assertThat(repaired.rules()).containsExactly("bad-header");
        assertThat(text(repaired)).matches("\\p{ASCII}*").doesNotContain("X-Caravan");
        MimeMessage parsed = parsed(repaired);
        assertThat(((InternetAddress) parsed.getFrom()[0]).getPersonal())
                .isEqualTo("Müller, Jürgen");
        assertThat(((InternetAddress) parsed.getAllRecipients()[0]).getPersonal())
                .isEqualTo("Zoë Straße");
        assertThat(parsed.getSubject()).isEqualTo("Re: Grüße aus Köln today");
        assertThat(parsed.getFileName()).isEqualTo("Übersicht.pdf");
    }

    @Test
    void textBetweenEncodedWordsShouldKeepItsSpaces() throws Exception {
        Repaired repaired =
                repair("Subject: =?UTF-8?Q?a?= ü =?UTF-8?Q?b?= c\r\n\r\n").orElseThrow();

        assertThat(parsed(repaired).getSubject()).isEqualTo("a ü b c");
    }

    @Test
    void whatNoEncodingCanHoldShouldBeKeptAside() throws Exception {
        Repaired repaired = repair("From: jürgen@x.example\r\n\r\n").orElseThrow();

        MimeMessage parsed = parsed(repaired);
        assertThat(parsed.getHeader("From")).containsExactly("j_rgen@x.example");
        assertThat(MimeUtility.decodeText(parsed.getHeader("X-Caravan-Original-Header")[0]))
                .isEqualTo("From: jürgen@x.example");
    }

    @Test
    void longHeaderShouldBeFoldedWithoutChangingItsValue() throws Exception {
        String value = "a word, ".repeat(400) + "end";
        Repaired repaired = repair("Subject: " + value + "\r\n\r\n").orElseThrow();

        assertThat(repaired.rules()).containsExactly("long-lines");
        assertThat(longestLine(repaired)).isLessThanOrEqualTo(998);
        assertThat(text(repaired).replace("\r\n ", " "))
                .isEqualTo("Subject: " + value + "\r\n\r\n");
    }

    @Test
    void longHeaderWithoutSpaceShouldBeFoldedBetweenItsEntries() throws IOException {
        String addresses = "anna@new.example,".repeat(100) + "bert@new.example";
        Repaired repaired = repair("To: " + addresses + "\r\n\r\n").orElseThrow();

        assertThat(text(repaired).replace(",\r\n ", ","))
                .isEqualTo("To: " + addresses + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"7bit", "8bit", "base64", "quoted-printable", "none"})
    void longBodyLinesShouldDecodeToTheSame(String encoding) throws Exception {
        String line = "Grüße = -- \t und mehr ".repeat(300);
        String text = "--b is no boundary\r\n" + line + " \r\n.\r\n" + line;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        switch (encoding) {
            case "base64" -> body.write(Base64.getEncoder().encode(bytes));
            case "quoted-printable" -> body.write(quotedWithoutBreaks(text));
            default -> body.write(bytes);
        }
        String header =
                "Content-Type: text/plain; charset=utf-8\r\n"
                        + (encoding.equals("none")
                                ? ""
                                : "Content-Transfer-Encoding: " + encoding + "\r\n")
                        + "\r\n";
        String short7bit = "Content-Transfer-Encoding: 7bit\r\n\r\nshort\r\n";
        String message =
                "Subject: x\r\nContent-Type: multipart/mixed;\r\n boundary=\"a b\"\r\n\r\n"
                        + "preamble\r\n--a b\r\n"
                        + short7bit
                        + "--a b\r\n"
                        + header
                        + body.toString(StandardCharsets.ISO_8859_1)
                        + "\r\n--a b--\r\nepilogue";

        Repaired repaired = repair(message.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();

        assertThat(repaired.rules()).containsExactly("long-lines");
        assertThat(longestLine(repaired)).isLessThanOrEqualTo(998);
        assertThat(text(repaired)).contains(short7bit, "preamble\r\n").endsWith("epilogue");
        MimeMultipart parts = (MimeMultipart) parsed(repaired).getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        BodyPart part = parts.getBodyPart(1);
        try (InputStream in = part.getInputStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void longLinesOfAnAttachedMessageShouldBeRepairedInTheirPart() throws Exception {
        String line = "x y ".repeat(500);
        String message =
                "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
                        + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\n"
                        + line
                        + "\r\n--o--\r\n";

        Repaired repaired = repair(message).orElseThrow();

        MimeMultipart parts = (MimeMultipart) parsed(repaired).getContent();
        MimeMessage inner = (MimeMessage) parts.getBodyPart(0).getContent();
        assertThat(inner.getSubject()).isEqualTo("inner");
        assertThat(inner.getContent()).isEqualTo(line);
    }

    @Test
    void mailsOfADigestShouldNotBeEncoded() throws IOException {
        String message =
                "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: x\r\n\r\n"
                        + "z".repeat(2000)
                        + "\r\n--b--\r\n";

        assertThat(text(repair(message).orElseThrow()))
                .contains(
                        "--b\r\n\r\nSubject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n");
    }

    @Test
    void partsShouldStayPartsWhereTheHeaderHasNoEnd() throws Exception {
        String parts = "--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--\r\n";
        String header = "Content-Type: multipart/mixed; boundary=b\r\n";

        Repaired repaired = repair(header + parts).orElseThrow();

        assertThat(repaired.rules()).containsExactly("missing-header-end");
        assertThat(text(repaired)).isEqualTo(header + "\r\n" + parts);
    }

    @Test
    void partsShouldStayPartsWhereAFieldIsBrokenIntoManyLines() throws Exception {
        String rest = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n";

        Repaired repaired = repair("Subject: a\r\nb\r\nc\r\n" + rest).orElseThrow();

        assertThat(repaired.rules()).containsExactly("bad-header");
        assertThat(text(repaired))
                .isEqualTo(
                        "Subject: a\r\nX-Caravan-Original-Header: b\r\n"
                                + "X-Caravan-Original-Header: c\r\n"
                                + rest);
    }

    /** The line ends were held all at once. */
    @Test
    void millionsOfCarriageReturnsShouldBeLineEnds() throws IOException {
        String message = "A: b\r\n\r\n" + "\r".repeat(5_000_000) + "x";

        Repaired repaired = repair(message).orElseThrow();

        assertThat(repaired.content().size()).isEqualTo(8 + 2 * 5_000_000 + 1);
    }

    @Test
    void unknownEncodingShouldBeBrokenAtTheLimitAsALastResort() throws IOException {
        String message =
                "Content-Transfer-Encoding: x-uuencode\r\n\r\n" + "z".repeat(2000) + "\r\n";

        assertThat(text(repair(message).orElseThrow()))
                .isEqualTo(
                        "Content-Transfer-Encoding: x-uuencode\r\n\r\n"
                                + "z".repeat(990)
                                + "\r\n"
                                + "z".repeat(990)
                                + "\r\n"
                                + "z".repeat(20)
                                + "\r\n");
    }

    @Test
    void repairedMessageShouldNeedNoFurtherRepair() throws IOException {
        Repaired repaired =
                repair("From x\nTo: ü <ü@x>\nA: " + "b".repeat(3000) + "\n\n" + "c ".repeat(2000))
                        .orElseThrow();

        assertThat(MessageRepair.repair(repaired.content(), spool(1 << 20))).isEmpty();
    }

    @Test
    void largeMessageShouldGoThroughTheSpool() throws IOException {
        byte[] message = ("A: b\n\n" + "line\n".repeat(50_000)).getBytes(StandardCharsets.US_ASCII);

        Repaired repaired = MessageRepair.repair(Content.of(message), spool(1000)).orElseThrow();

        assertThat(repaired.content()).isInstanceOf(Content.FileContent.class);
        assertThat(repaired.content().size()).isEqualTo(8 + 50_000 * 6);
        repaired.content().close();
        assertThat(spoolIsEmpty()).isTrue();
    }

    @Test
    void headerTooLargeToHoldShouldBeLeftAlone() throws IOException {
        assertThat(repair("A: " + "b".repeat(5 << 20) + "\n\n")).isEmpty();
    }

    private static byte[] quotedWithoutBreaks(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(
                    b == '\r' || b == '\n' || (b > ' ' && b < 127 && b != '=')
                            ? Character.toString(b)
                            : String.format("=%02X", b & 0xFF));
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String written(String text) {
        return text.replace("~", "\r\n")
                .replace("{0}", "\u0000")
                .replace("{LF}", "\n")
                .replace("{CR}", "\r")
                .replace("{SP}", " ");
    }

    private Optional<Repaired> repair(String message) throws IOException {
        return repair(message.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Repaired> repair(byte[] message) throws IOException {
        return MessageRepair.repair(Content.of(message), spool(1 << 20));
    }

    private Spool spool(long threshold) {
        return new Spool(folder, threshold);
    }

    private boolean spoolIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static String text(Repaired repaired) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        repaired.content().writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static int longestLine(Repaired repaired) throws IOException {
        return text(repaired).lines().mapToInt(String::length).max().orElse(0);
    }

    private static MimeMessage parsed(Repaired repaired) throws Exception {
        return new MimeMessage(
                null,
                new ByteArrayInputStream(text(repaired).getBytes(StandardCharsets.ISO_8859_1)));
    }
}
