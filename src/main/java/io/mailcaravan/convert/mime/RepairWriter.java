package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineSource.Piece;
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
    public void header(int part, PartHeader header, List<HeaderField> fields, boolean ended)
            throws IOException {
        Way way = way(part, header);
        body = new LineWrapper(out, way);
        boolean recode = way == Way.ENCODE;
        for (HeaderField field : fields) {
            if (recode && field.isNamed("content-transfer-encoding")) {
                continue;
            }
            for (HeaderField good : part == 0 ? repaired(field) : List.of(field)) {
                write(good);
            }
        }
        if (recode) {
            write(HeaderField.of("Content-Transfer-Encoding: quoted-printable", true));
        }
        if (ended) {
            out.write(CRLF);
        }
    }

    private Way way(int part, PartHeader header) {
        if (!longParts.get(part)) {
            return Way.AS_IS;
        }
        applied.add(RepairRule.LONG_LINES);
        return switch (header.encoding()) {
            case BASE64 -> Way.BASE64;
            case QUOTED_PRINTABLE -> Way.SOFT_BREAK;
            case IDENTITY -> header.isLeaf() ? Way.ENCODE : Way.HARD_BREAK;
            case OTHER -> Way.HARD_BREAK;
        };
    }

    private List<HeaderField> repaired(HeaderField field) {
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
    public void body(int part, Piece piece) throws IOException {
        body.write(piece);
    }

    @Override
    public void boundary(Piece line) throws IOException {
        out.write(line.bytes());
        if (line.ended()) {
            out.write(CRLF);
        }
    }
}
