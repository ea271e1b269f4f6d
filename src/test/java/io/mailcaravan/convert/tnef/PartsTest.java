package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.mime.LinePiece;
import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.convert.mime.MimePart;
import io.mailcaravan.convert.mime.PartWalker;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where parts begin and end, as the conversion finds them by position and repairs line by line. An
 * outline is {@code type(children)} or {@code type{body}}, with ~ for a line end.
 */
class PartsTest {

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "a space ends no boundary  | T: multipart/mixed; b=\"x \"~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "a quoted pair             | T: multipart/mixed; b=\"x\\\"y\"~~--x\"y~~1~--x\"y--~ | multipart/mixed(text/plain{1})",
                "a quote never closed      | T: multipart/mixed; b=\"x~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "no boundary               | T: multipart/mixed; b=\"\"~~--~~1~----~ | multipart/mixed()",
                "a boundary within quotes  | T: multipart/mixed; n=\"; b=y\"; b=x~~--y~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "a comment                 | T: multipart/mixed (a); b=x (b)~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "spaces and tabs behind    | T: multipart/mixed; b=x~~--x {TAB}~~1~--x-- {TAB}~2 | multipart/mixed(text/plain{1})",
                "a form feed behind        | T: multipart/mixed; b=x~~--x~~1~--x{FF}~--x--~ | multipart/mixed(text/plain{1~--x{FF}})",
                "CR alone                  | T: multipart/mixed; b=x{CR}{CR}--x{CR}{CR}1{CR}--x--{CR} | multipart/mixed(text/plain{1})",
                "CR CR LF                  | T: multipart/mixed; b=x{CR}~{CR}~--x{CR}~{CR}~1{CR}~--x--{CR}~ | multipart/mixed(text/plain{1})",
                "NUL                       | T: multi{NUL}part/mixed; b=x~{NUL}~-{NUL}-x~~1~--x--{NUL}~ | multipart/mixed(text/plain{1})",
                "the same boundary twice   | T: multipart/mixed; b=x~~--x~T: multipart/mixed; b=x~~--x~~1~--x--~--x~~2~--x--~ | multipart/mixed(multipart/mixed(text/plain{1}) text/plain{2})",
                "the inner one never ends  | T: multipart/mixed; b=x~~--x~T: multipart/mixed; b=y~~--y~~1~--x~~2~--x--~ | multipart/mixed(multipart/mixed(text/plain{1}) text/plain{2})",
                "none ends                 | T: multipart/mixed; b=x~~--x~~1 | multipart/mixed(text/plain{1})",
                "one ends before it begins | T: multipart/mixed; b=x~~--x--~--x~~1~ | multipart/mixed()",
                "one begins like another   | T: multipart/mixed; b=x~~--x~T: multipart/mixed; b=xy~~--xy~~1~--xy--~--x--~ | multipart/mixed(multipart/mixed(text/plain{1}))",
                "a digest                  | T: multipart/digest; b=x~~--x~~A: b~~1~--x--~ | multipart/digest(message/rfc822(text/plain{1}))",
                "a message encoded         | T: message/rfc822~E: quoted-printable~~T: a/b~~1 | message/rfc822{Content-Type: a/b~~1}",
                "a message                 | T: message/rfc822~E: 8bit~~T: a/b~~1 | message/rfc822(a/b{1})",
                "a message of no bytes     | T: multipart/mixed; b=x~~--x~T: message/rfc822~~--x--~ | multipart/mixed(message/rfc822(text/plain{}))",
                "parts of no bytes         | T: multipart/mixed; b=x~~--x~--x~~--x~T: a/b~~--x--~ | multipart/mixed(text/plain{} text/plain{} a/b{})",
                "a header that never ends  | T: multipart/mixed; b=x~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "and goes on with fields   | T: multipart/mixed; b=x~--x~T: a/b~~1~--x--~ | multipart/mixed(a/b{1})",
                "a part's never ends       | T: multipart/mixed; b=x~~--x~T: multipart/mixed; b=y~--y~~1~--y--~--x--~ | multipart/mixed(multipart/mixed(text/plain{1}))",
                "text where the header is  | A: b~Hi Bob,~~T: a/b~~1 | text/plain{Hi Bob,~~Content-Type: a/b~~1}",
                "a field in several lines  | A: b~c~d~e~T: multipart/mixed; b=x~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "the first line is folded  | A: b~~--x~ T: a/b~~1 | text/plain{--x~ Content-Type: a/b~~1}",
                "a part's line is folded   | T: multipart/mixed; b=x~~--x~ T: a/b~~1~--x--~ | multipart/mixed(text/plain{1})",
                "a space before the colon  | T : multipart/mixed; b=x~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "two types                 | T: multipart/mixed; b=x~T: a/b~~--x~~1~--x--~ | multipart/mixed(text/plain{1})",
                "no type                   | T:~~1 | text/plain{1}"
            })
    void repairAndConversionShouldAgreeOn(String what, String message, String outline)
            throws IOException {
        byte[] bytes = bytes(spelledOut(message));

        String expected = outline.replace("{FF}", "\f");
        assertThat(byPosition(bytes)).isEqualTo(expected);
        assertThat(byLine(bytes)).isEqualTo(expected);
    }

    @Test
    void everyTreeShouldBeFoundWhateverIsMissingInIt() throws IOException {
        for (int seed = 0; seed < 2000; seed++) {
            MimeTree tree = new MimeTree(new Random(seed));
            byte[] bytes = bytes(tree.text());

            assertThat(byPosition(bytes)).as("seed %d", seed).isEqualTo(tree.outline());
            assertThat(byLine(bytes)).as("seed %d", seed).isEqualTo(tree.outline());
        }
    }

    @Test
    void damagedMessageShouldHaveTheSamePartsForBothAndWhenRepaired() throws IOException {
        int repairs = 0;
        for (int seed = 0; seed < 4000; seed++) {
            byte[] bytes = bytes(new MimeTree(new Random(seed)).damagedText());
            String outline = byPosition(bytes);

            assertThat(byLine(bytes)).as("seed %d", seed).isEqualTo(outline);
            Optional<byte[]> repaired = repaired(bytes);
            if (repaired.isPresent()) {
                repairs++;
                assertThat(byPosition(repaired.get())).as("seed %d", seed).isEqualTo(outline);
            }
        }
        assertThat(repairs).isPositive();
    }

    @Test
    void partsDeepInOneAnotherShouldEndSomewhere() throws IOException {
        byte[] messages = bytes("Content-Type: message/rfc822\r\n\r\n".repeat(20_000));
        StringBuilder multiparts = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            multiparts.append("Content-Type: multipart/mixed; boundary=").append(i);
            multiparts.append("\n\n--").append(i).append('\n');
        }

        for (byte[] message : List.of(messages, bytes(multiparts.toString()))) {
            assertThat(byLine(message).equals(byPosition(message))).isTrue();
            repaired(message); // comes to its end, too
        }
    }

    /** By the parser's positions. */
    private static String byPosition(byte[] message) throws IOException {
        Bytes bytes = Bytes.of(message);
        return outline(new EntityParser(bytes).parse(), bytes);
    }

    private static String outline(Entity entity, Bytes message) {
        if (entity.children().isEmpty() && !entity.type().startsWith("multipart/")) {
            String body = entity.bodyBytes(message).text(StandardCharsets.ISO_8859_1);
            return entity.type() + "{" + body.replace("\0", "").replaceAll("\r*\n|\r", "~") + "}";
        }
        return entity.type()
                + "("
                + String.join(
                        " ", entity.children().stream().map(c -> outline(c, message)).toList())
                + ")";
    }

    /** As repairs read it. */
    private static String byLine(byte[] message) throws IOException {
        Lines lines = new Lines(message.length);
        PartWalker.walk(new ByteArrayInputStream(message), 4 << 20, lines);
        return lines.outline;
    }

    private static final class Lines implements PartWalker.Listener {

        private static final class Begun {
            private final MimePart part;
            private final StringBuilder body = new StringBuilder();
            private final List<String> children = new ArrayList<>();

            Begun(MimePart part) {
                this.part = part;
            }

            String outline() {
                String type = part.header().type();
                return children.isEmpty() && !type.startsWith("multipart/")
                        ? type + "{" + body + "}"
                        : type + "(" + String.join(" ", children) + ")";
            }
        }

        private final Deque<Begun> begun = new ArrayDeque<>();
        private final int size;
        private String outline;
        private String lineEnd = "";

        Lines(int size) {
            this.size = size;
        }

        @Override
        public void header(MimePart part) {
            begun.push(new Begun(part));
            lineEnd = "";
        }

        @Override
        public void body(int number, LinePiece piece) {
            if (begun.element().part.number() == number) {
                begun.element().body.append(lineEnd).append(piece.text());
                lineEnd = piece.ended() ? "~" : "";
            }
        }

        @Override
        public void boundary(LinePiece line) {
            lineEnd = "";
        }

        @Override
        public void end(long end) {
            Begun last = begun.pop();
            if (end == size) {
                last.body.append(lineEnd); // which belongs to no boundary
                lineEnd = "";
            }
            if (begun.isEmpty()) {
                outline = last.outline();
            } else {
                begun.element().children.add(last.outline());
            }
        }
    }

    private Optional<byte[]> repaired(byte[] message) throws IOException {
        Optional<MessageRepair.Repaired> repaired =
                MessageRepair.repair(Content.of(message), new Spool(folder, 1 << 24));
        if (repaired.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        repaired.get().content().writeTo(out);
        return Optional.of(out.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String spelledOut(String message) {
        return message.replaceAll("(^|~)( ?)T( ?):", "$1$2Content-Type$3:")
                .replaceAll("(^|~)E:", "$1Content-Transfer-Encoding:")
                .replace(" b=", " boundary=")
                .replace("~", "\r\n")
                .replace("{CR}\r\n", "\r\r\n")
                .replace("{CR}", "\r")
                .replace("{NUL}", "\0")
                .replace("{TAB}", "\t")
                .replace("{FF}", "\f");
    }
}
