package io.mailcaravan.convert.mime;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a message that a store has refused acceptable, by the rules of {@link RepairRule}. For use
 * after a refusal only: a message that is taken as it is arrives byte for byte.
 *
 * <p>The same bytes always give the same result. Memory holds one header and a few KiB, whatever
 * the size of the message. Signatures (DKIM, S/MIME, OpenPGP) over repaired places no longer fit.
 */
public final class MessageRepair {

    /**
     * A message that differs from the original.
     *
     * @param content new; the original is untouched and still to be closed by its owner
     * @param rules the names of the rules that applied: {@code nul-bytes}, {@code bare-lf}
     */
    public record Repaired(Content content, List<String> rules) {}

    /** Bytes; more than a header with 50,000 recipients. */
    private static final int LARGEST_HEADER = 4 << 20;

    private MessageRepair() {}

    /**
     * Applies every rule that fits.
     *
     * @param spool where a large result goes
     * @return empty when no rule applies, or when the header alone is larger than 4 MiB
     */
    public static Optional<Repaired> repair(Content content, Spool spool) throws IOException {
        Set<RepairRule> applied = EnumSet.noneOf(RepairRule.class);
        SpoolStream out = new SpoolStream(spool);
        boolean kept = false;
        try (out) {
            LongLineScan scan = new LongLineScan();
            walk(content, scan);
            LineSource lines = walk(content, new RepairWriter(out, scan.parts(), applied));
            if (lines.hadNulBytes()) {
                applied.add(RepairRule.NUL_BYTES);
            }
            if (lines.hadOtherLineEnds()) {
                applied.add(RepairRule.BARE_LF);
            }
            out.close();
            if (applied.isEmpty()) {
                return Optional.empty();
            }
            Content repaired = out.content();
            kept = true;
            return Optional.of(
                    new Repaired(repaired, applied.stream().map(RepairRule::text).toList()));
        } catch (HeaderReader.TooLargeException e) {
            return Optional.empty();
        } finally {
            if (!kept) {
                out.close();
                out.discard();
            }
        }
    }

    private static LineSource walk(Content content, PartWalker.Listener listener)
            throws IOException {
        try (InputStream in = content.open()) {
            LineSource lines = new LineSource(in);
            new PartWalker(lines, LARGEST_HEADER, listener).walk();
            return lines;
        }
    }
}
