package io.mailcaravan.convert.tnef.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes parts. Boundaries come from the content and the place, not from a clock or a die: the same
 * message gives the same bytes.
 */
public final class PartWriter {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final int LINE = 76;

    /** Neither base64 nor quoted-printable can hold it, and a text with it is written as such. */
    private static final String BOUNDARY = "=_caravan_";

    private final OutputStream out;
    private final String seed;
    private int boundaries;

    /**
     * @param seed of the boundaries, another for another content
     */
    public PartWriter(OutputStream out, String seed) {
        this.out = out;
        this.seed = seed;
    }

    /** A line of a header or of a text between parts. */
    public void line(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write(CRLF);
    }

    public void lines(List<String> lines) throws IOException {
        for (String line : lines) {
            line(line);
        }
    }

    /** Lines as they came, whatever charset their bytes are in. */
    public void rawLines(List<String> lines) throws IOException {
        for (String line : lines) {
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            out.write(CRLF);
        }
    }

    /** An entity: the fields of its content, an empty line, the body. */
    public void write(Part part) throws IOException {
        switch (part) {
            case Part.Text text -> text(text);
            case Part.SevenBit text -> {
                lines(text.fields());
                line("Content-Transfer-Encoding: 7bit");
                line("");
                CanonicalText.write(text.text(), out);
            }
            case Part.Binary binary -> binary(binary);
            case Part.Message message -> {
                lines(message.fields());
                line("");
                lines(message.header());
                write(message.content());
            }
            case Part.Multipart multipart -> multipart(multipart);
            case Part.Verbatim verbatim -> {
                lines(verbatim.fields());
                verbatim.entity().writeTo(out);
            }
        }
    }

    private void text(Part.Text text) throws IOException {
        lines(text.fields());
        if (isSevenBit(text.text())) {
            line("Content-Transfer-Encoding: 7bit");
            line("");
            CanonicalText.write(text.text(), out);
            out.write(CRLF);
            return;
        }
        line("Content-Transfer-Encoding: quoted-printable");
        line("");
        QuotedPrintable encoder = new QuotedPrintable(out);
        CanonicalText.write(text.text(), encoder);
        encoder.finish();
        out.write(CRLF);
    }

    /**
     * What needs no encoding on its way: short lines of visible ASCII, none that mbox escapes, none
     * that ends the part.
     */
    private static boolean isSevenBit(String body) {
        return isVisible(body)
                && body.lines()
                        .noneMatch(
                                line ->
                                        line.length() > LINE
                                                || line.endsWith(" ")
                                                || line.startsWith("From ")
                                                || line.startsWith("--" + BOUNDARY));
    }

    private static boolean isVisible(String body) {
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if ((c < ' ' || c >= 0x7F) && c != '\r' && c != '\n') {
                return false;
            }
        }
        return true;
    }

    private void binary(Part.Binary binary) throws IOException {
        lines(binary.fields());
        line("Content-Transfer-Encoding: base64");
        line("");
        Base64Lines.write(binary.content(), out);
    }

    private void multipart(Part.Multipart multipart) throws IOException {
        String boundary = BOUNDARY + seed + "_" + boundaries++;
        line("Content-Type: multipart/" + multipart.subtype() + ";");
        line("\tboundary=\"" + boundary + "\"");
        line("");
        for (Part part : multipart.parts()) {
            line("--" + boundary);
            write(part);
            out.write(CRLF);
        }
        line("--" + boundary + "--");
    }
}
