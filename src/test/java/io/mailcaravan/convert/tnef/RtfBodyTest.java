package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtfBodyTest {

    private static Converted body(byte[] compressed) {
        return Converted.of(
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .subject("rtf")
                        .properties(new MapiBuilder().binary(0x1009, compressed))
                        .bytes());
    }

    private static Converted body(String rtf) {
        return body(LzfuBuilder.compress(rtf));
    }

    @Test
    void exampleOfTheSpecificationShouldBeExpanded() {
        // [MS-OXRTFCP] 3.1.1: {\rtf1\ansi\ansicpg1252\pard hello world}
        byte[] example =
                HexFormat.of()
                        .parseHex(
                                "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542"
                                        + "320af32068656c090020627705b06c647d0a800fa0");

        assertThat(body(example).view().seenText()).contains("hello world");
    }

    @Test
    void uncompressedRtfShouldBeRead() {
        byte[] raw = "{\\rtf1\\ansi plain as it is}".getBytes(StandardCharsets.US_ASCII);

        assertThat(body(LzfuBuilder.packed(0x414C454D, raw.length, raw)).view().seenText())
                .contains("plain as it is");
    }

    @Test
    void wrongCrcShouldNotBecomeText() {
        byte[] damaged = LzfuBuilder.compress("{\\rtf1\\ansi some text}");
        damaged[30] ^= 4;

        assertThat(body(damaged).outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void encapsulatedHtmlShouldComeBackAsItWas() {
        Converted converted =
                body(
                        "{\\r"
                                + "tf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss"
                                + " Arial;}{\\f1\\fnil\\fcharset204 X;}}{\\*\\generator"
                                + " none;}{\\*\\htmltag64 <p class=\"a\">}\\htmlrtf {\\htmlrtf0"
                                + " Gr\\'fc\\'dfe {\\*\\htmltag84 &amp;}\\htmlrtf \\'26\\htmlrtf0 "
                                + " \\u8364?\\f1  \\'cf\\'f0\\htmlrtf }\\htmlrtf0 {\\*\\mhtmltag84 not"
                                + " this}{\\*\\htmltag72 </p>}}");

        assertThat(converted.view().html().strip())
                .isEqualTo("<p class=\"a\">Grüße &amp; € Пр</p>");
    }

    @Test
    void encapsulatedTextShouldBecomeTextOnly() {
        MimeMessageView view =
                body("{\\rtf1\\ansi\\fromtext \\deff0{\\fonttbl{\\f0 A;}}one\\par two\\tab three}")
                        .view();

        assertThat(view.seenText()).contains("one two three");
        assertThat(view.html()).isEmpty();
    }

    @Test
    void doubleByteTextShouldBeDecodedByTheFont() {
        assertThat(
                        body("{\\r"
                                        + "tf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134"
                                        + " S;}{\\f1\\fcharset128 M;}}\\f0 \\'c4\\'e3\\f1"
                                        + " \\'93\\'fa\\uc2\\u20320\\'c4\\'e3}")
                                .view()
                                .seenText())
                .contains("你日你");
    }

    @Test
    void realRtfShouldBecomeHtmlAndText() {
        MimeMessageView view =
                body("{\\r"
                                + "tf1\\ansi{\\colortbl ;\\r"
                                + "ed255\\green0\\blue0;}\\pard {\\b bold} a<b {\\field{\\*\\fldinst"
                                + " HYPERLINK \"https://example.org\"}{\\fldrslt link}}"
                                + " {\\field{\\*\\fldinst HYPERLINK \"javascript:x\"}{\\fldrslt"
                                + " bad}}\\par\\trowd\\intbl x\\cell y\\cell\\r"
                                + "ow\\pard \\cf1 red\\par}")
                        .view();

        assertThat(view.html())
                .contains("<b>bold</b>")
                .contains("a&lt;b")
                .contains("<a href=\"https://example.org\">link</a>")
                .contains("<td>x</td><td>y</td>")
                .contains("color:#ff0000")
                .doesNotContain("javascript");
        assertThat(view.seenText()).contains("bold a<b link bad");
    }

    @Test
    void deepNestingAndUnclosedGroupsShouldBeRead() {
        assertThat(body("{\\rtf1\\ansi deep" + "{\\b".repeat(100_000) + " text").view().seenText())
                .contains("deep");
    }

    @Test
    void textBehindTheDocumentShouldNotBeShown() {
        String deep = "{".repeat(1500) + "deep" + "}".repeat(1500);
        for (String start :
                List.of("\\fromhtml1 {\\*\\htmltag64 <p>}", "\\fromtext ", "\\pard " + deep)) {
            String rtf = "{\\rtf1\\ansi" + start + "shown {all} of it}";

            assertThat(body(rtf + " junk} more {junk}\0\0").view().seenText())
                    .contains("shown all of it")
                    .doesNotContain("junk");
        }
    }
}
