package io.mailcaravan.convert.tnef.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a stream apart and takes what it can from a damaged one: a wrong checksum over intact
 * content is common (names edited by hand), and mail transports cut or add bytes at the end.
 */
public final class TnefReader {

    /** Signature and key. */
    private static final int HEADER = 6;

    private static final int ATTRIBUTE_HEADER = 9;

    /** Each is in an attachment once; its second occurrence means that a start tag is damaged. */
    private static final Set<Integer> ONCE =
            Set.of(
                    TnefTag.ATTACH_DATA,
                    TnefTag.ATTACH_TITLE,
                    TnefTag.ATTACH_META_FILE,
                    TnefTag.ATTACHMENT);

    private final Bytes bytes;
    private final Budget budget;
    private final WarningList warnings;
    private final AttributeGroup message = new AttributeGroup();
    private final List<AttributeGroup> attachments = new ArrayList<>();

    /**
     * @param budget where its attributes end, reading stops with a warning
     */
    public TnefReader(Bytes bytes, Budget budget, WarningList warnings) {
        this.bytes = bytes;
        this.budget = budget;
        this.warnings = warnings;
    }

    /**
     * Reads to the end or to the damage.
     *
     * @throws DamagedException when not one attribute can be read
     */
    public TnefStream read() throws DamagedException {
        if (!TnefStream.isTnef(bytes) || bytes.size() < HEADER) {
            throw new DamagedException("not a TNEF stream: the signature is missing");
        }
        int at = HEADER;
        int count = 0;
        while (at < bytes.size()) {
            if (!budget.attribute()) {
                warnings.loss("too many attributes; from byte " + at + " on nothing is read");
                break;
            }
            int next = attribute(at);
            if (next < 0) {
                rest(at);
                break;
            }
            at = next;
            count++;
        }
        if (count == 0) {
            throw new DamagedException("a TNEF stream without a readable attribute");
        }
        if (warnings.worst() == Warning.Severity.LOSS) {
            attachments.removeIf(attachment -> !attachment.hasContent());
        }
        return new TnefStream(message, List.copyOf(attachments));
    }

    /** The position after the attribute, or -1 when none begins here. */
    private int attribute(int at) {
        if (bytes.size() - at < ATTRIBUTE_HEADER) {
            return -1;
        }
        int level = bytes.u8(at);
        int tag = bytes.u16(at + 1);
        int size = bytes.i32(at + 5);
        int from = at + ATTRIBUTE_HEADER;
        if ((level != TnefAttribute.MESSAGE && level != TnefAttribute.ATTACHMENT)
                || size < 0
                || size > bytes.size() - from) {
            return -1;
        }
        Bytes value = bytes.slice(from, size);
        int end = from + size;
        if (bytes.size() - end < 2) {
            warnings.doubt("attribute " + name(tag) + ": its checksum is cut off");
            end = bytes.size() - 2;
        } else if (bytes.u16(end) != TnefAttribute.checksum(value)) {
            warnings.doubt("attribute " + name(tag) + " at " + at + ": its checksum is wrong");
        }
        group(level, tag).add(new TnefAttribute(level, tag, value));
        return end + 2;
    }

    private AttributeGroup group(int level, int tag) {
        if (level == TnefAttribute.MESSAGE) {
            return message;
        }
        if (attachments.isEmpty() || tag == TnefTag.ATTACH_REND_DATA) {
            attachments.add(new AttributeGroup());
        } else if (ONCE.contains(tag) && attachments.getLast().has(tag)) {
            warnings.doubt("an attachment without its start: attribute " + name(tag) + " again");
            attachments.add(new AttributeGroup());
        }
        return attachments.getLast();
    }

    private void rest(int at) {
        int left = bytes.size() - at;
        if (isCut(at)) {
            int announced = bytes.i32(at + 5);
            warnings.loss(
                    "the stream ends inside attribute %s: %d bytes announced, %d there"
                            .formatted(
                                    name(bytes.u16(at + 1)), announced, left - ATTRIBUTE_HEADER));
        } else if (isLineEnds(at)) {
            warnings.note("line ends after the last attribute");
        } else if (isPadding(at)) {
            warnings.doubt(left + " bytes after the last attribute");
        } else {
            warnings.loss("from byte " + at + " on, " + left + " bytes are no attributes");
        }
    }

    /** Whether an attribute begins here whose value is longer than what is left. */
    private boolean isCut(int at) {
        int level = bytes.u8(at);
        return bytes.size() - at > ATTRIBUTE_HEADER
                && (level == TnefAttribute.MESSAGE || level == TnefAttribute.ATTACHMENT)
                && bytes.i32(at + 5) > 0;
    }

    /**
     * As transports of text end a file: nothing of the stream is missing or changed. Whoever counts
     * otherwise doubles a mail for two bytes, as the original is kept.
     */
    private boolean isLineEnds(int from) {
        for (int i = from; i < bytes.size(); i += 2) {
            if (bytes.size() - i < 2 || bytes.u8(i) != '\r' || bytes.u8(i + 1) != '\n') {
                return false;
            }
        }
        return true;
    }

    /** White space or NUL: probably added, but what has added it may have changed more. */
    private boolean isPadding(int from) {
        for (int i = from; i < bytes.size(); i++) {
            if ("\r\n\t \0".indexOf(bytes.u8(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String name(int tag) {
        return "0x%04X".formatted(tag);
    }
}
