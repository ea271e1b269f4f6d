package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineWrapper.Way;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Writes the repaired message. */
final class RepairWriter implements PartWalker.Listener {

    private static final byte[] CRLF = {'\r', '\n'};

    private final OutputStream out;
    private final BitSet longParts;
    private final Set<RepairRule> applied;
    private LineWrapper body;

    /**
     * @param longParts parts with a line too long
     * @param applied told which rules were applied
     */
    RepairWriter(OutputStream out, BitSet longParts, Set<RepairRule> applied) {
        this.out = out;
        this.longParts = longParts;
        this.applied = applied;
    }

    @Override
    public void header(MimePart part) throws IOException {
        boolean own = part.number() == 0;
        Way way = way(part.number(), part.header());
        body = new LineWrapper(out, way);
        boolean recode = way == Way.ENCODE;
        for (HeaderField field : part.fields()) {
            if (recode && field.isNamed("content-transfer-encoding")) {
                continue;
            }
            for (HeaderField good : own ? repaired(field) : List.of(field)) {
                write(good);
            }
        }
        if (recode) {
            write(HeaderField.of("Content-Transfer-Encoding: quoted-printable", true));
        }
        if (own && !part.ended()) {
            applied.add(RepairRule.MISSING_HEADER_END);
        }
        if (own || part.ended()) {
            out.write(CRLF);
        }
    }

    private Way way(int number, PartHeader header) {
        return longLines(
                number,
                switch (header.encoding()) {
                    case BASE64 -> Way.BASE64;
                    case QUOTED_PRINTABLE -> Way.SOFT_BREAK;
                    case IDENTITY -> header.isLeaf() ? Way.ENCODE : Way.HARD_BREAK;
                    case OTHER -> Way.HARD_BREAK;
                });
    }

    private Way longLines(int number, Way way) {
        if (!longParts.get(number)) {
            return Way.AS_IS;
        }
        applied.add(RepairRule.LONG_LINES);
        return way;
    }

    @Override
    public void epilogue(int number, long from) {
        body = new LineWrapper(out, longLines(number, Way.HARD_BREAK));
    }

    private List<HeaderField> repaired(HeaderField original) {
        List<String> texts = original.lines().stream().filter(line -> !line.isBlank()).toList();
        HeaderField field = original;
        if (texts.size() < original.lines().size()) {
            // a line of white space is neither part of a field nor the header's end
            applied.add(RepairRule.BAD_HEADER);
            if (texts.isEmpty()) {
                return List.of();
            }
            field = new HeaderField(texts, original.valid());
        }
        if (!field.valid()) {
            applied.add(RepairRule.BAD_HEADER);
            return List.of(HeaderEncoder.original(field));
        }
        HeaderField named = field;
        String first = field.lines().get(0);
        int length = field.name().length();
        if (first.charAt(length) != ':') {
            // "Subject : x" was once allowed (RFC 5322, 4.5.8); Cyrus refuses it.
            applied.add(RepairRule.BAD_HEADER);
            List<String> lines = new ArrayList<>(field.lines());
            lines.set(0, field.name() + first.substring(first.indexOf(':')));
            named = new HeaderField(lines, true);
        }
        if (named.isAscii()) {
            return List.of(named);
        }
        applied.add(RepairRule.BAD_HEADER);
        return HeaderEncoder.encode(named);
    }

    private void write(HeaderField field) throws IOException {
        HeaderField written = field;
        if (HeaderFolder.isTooLong(field)) {
            applied.add(RepairRule.LONG_LINES);
            written = HeaderFolder.fold(field);
        }
        for (String line : written.lines()) {
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            out.write(CRLF);
        }
    }

    @Override
    public void body(int part, LinePiece piece) throws IOException {
        body.write(piece);
    }

    @Override
    public void boundary(LinePiece line) throws IOException {
        line.writeTo(out);
        if (line.ended()) {
            out.write(CRLF);
        }
    }
}
