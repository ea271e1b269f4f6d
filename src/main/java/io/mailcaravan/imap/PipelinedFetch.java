package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * FETCHes one piece of a folder after the other with a few of them under way. A server may answer
 * them mixed, so each answer is put to the piece that asked for its UID; they are told in UID
 * order.
 *
 * <p>Messages that a server counts and leaves out (Exchange does) leave a gap in the messages'
 * numbers, or between the last number and EXISTS. Their UIDs are then asked for by SEARCH, and they
 * are told with nothing but these.
 */
final class PipelinedFetch {
    private static final int UNDER_WAY = 3;

    /** Answers held; a server that announced few messages and tells many is not waited for. */
    private static final int MOST_HELD = 4 * Chunks.TARGET;

    private final Wire wire;
    private final Chunks chunks;
    private final String items;
    private final KeywordBound keywords;
    private final Deque<Piece> underWay = new ArrayDeque<>();
    private Consumer<FetchAnswer> to;

    /** The number of the last message told; 0 before the folder's first, -1 where not known. */
    private long lastNumber;

    private boolean anyTold;

    private static final class Piece {
        final Chunks.Chunk chunk;
        final String tag;
        final TreeMap<Long, FetchAnswer> answers = new TreeMap<>();
        int told;
        long toldUpTo;

        Piece(Chunks.Chunk chunk, String tag) {
            this.chunk = chunk;
            this.tag = tag;
        }
    }

    PipelinedFetch(Wire wire, Chunks chunks, String items, KeywordBound keywords) {
        this.wire = wire;
        this.chunks = chunks;
        this.items = items;
        this.keywords = keywords;
        this.lastNumber = chunks.fromTheFirst() ? 0 : -1;
    }

    /** Sends as much as may be under way. */
    void send() throws MailboxException {
        while (underWay.size() < UNDER_WAY && chunks.hasNext()) {
            Chunks.Chunk chunk = chunks.next();
            String tag = wire.send("UID FETCH " + chunk.uids() + " " + items);
            underWay.add(new Piece(chunk, tag));
        }
    }

    /** The tags of what is under way. */
    List<String> tags() {
        return underWay.stream().map(piece -> piece.tag).toList();
    }

    /**
     * Tells everything.
     *
     * @param what is going on, if it fails
     * @param messages how many the folder has
     */
    void tell(String what, long messages, Consumer<FetchAnswer> to) throws MailboxException {
        this.to = to;
        try {
            for (send(); !underWay.isEmpty(); send()) {
                Piece piece = underWay.peekFirst();
                ServerLine end = wire.readTo(piece.tag, this::take);
                // messages that vanish meanwhile make some servers say NO [EXPUNGEISSUED]
                if (!end.isOK() && !end.code().equals("EXPUNGEISSUED")) {
                    underWay.removeFirst();
                    throw ServerRefusals.of(wire.mailbox(), what, end, Scope.FOLDER);
                }
                keywords.check();
                boolean last = underWay.size() == 1 && !chunks.hasNext();
                if (hasGap(piece) || (last && endsEarly(piece, messages))) {
                    addUnnamed(piece);
                }
                underWay.removeFirst();
                chunks.came(piece.told + piece.answers.size());
                piece.answers.values().forEach(this::tell);
            }
        } catch (MailboxException | RuntimeException e) {
            drain(e);
            throw e;
        }
    }

    private void tell(FetchAnswer answer) {
        anyTold = true;
        if (answer.sequence() > 0) {
            lastNumber = answer.sequence();
        } else if (lastNumber >= 0) {
            lastNumber++;
        }
        to.accept(answer);
    }

    private void take(ServerLine line) {
        if (!line.keyEquals("FETCH")) {
            return;
        }
        FetchAnswer answer = FetchAnswer.parse(line);
        if (!keywords.admits(answer)) {
            return;
        }
        for (Piece piece : underWay) {
            if (piece.chunk.contains(answer.uid())) {
                if (answer.uid() <= piece.toldUpTo && answer.size() < 0) {
                    return; // a flag change of a message that was told
                }
                // an unsolicited flag change may come between, before or after the answer
                piece.answers.merge(answer.uid(), answer, FetchAnswer::and);
                if (piece.answers.size() > MOST_HELD && piece == underWay.peekFirst()) {
                    tellLower(piece);
                }
                return;
            }
        }
    }

    private void tellLower(Piece piece) {
        while (piece.answers.size() > MOST_HELD / 2) {
            FetchAnswer lowest = piece.answers.pollFirstEntry().getValue();
            piece.toldUpTo = lowest.uid();
            piece.told++;
            tell(lowest);
        }
    }

    /** Whether a number is missing between this piece's messages, or in front of them. */
    private boolean hasGap(Piece piece) {
        long before = lastNumber;
        for (FetchAnswer answer : piece.answers.values()) {
            if (before >= 0 && answer.sequence() > before + 1) {
                return true;
            }
            before = answer.sequence();
        }
        return false;
    }

    /** Whether the folder should have messages behind the last one of the last piece. */
    private boolean endsEarly(Piece piece, long messages) {
        if (!chunks.toTheLast() || (piece.answers.isEmpty() && !anyTold && lastNumber < 0)) {
            return false;
        }
        long last =
                piece.answers.isEmpty()
                        ? lastNumber
                        : piece.answers.lastEntry().getValue().sequence();
        return last < messages;
    }

    private void addUnnamed(Piece piece) throws MailboxException {
        SearchAnswer answer = new SearchAnswer();
        String tag = wire.send("UID SEARCH UID " + piece.chunk.uids());
        // where that is refused, the difference in numbers remains for the caller to see
        wire.readTo(
                tag,
                line -> {
                    take(line);
                    answer.add(line);
                });
        answer.found().stream()
                .filter(piece.chunk::contains)
                .limit(MOST_HELD)
                .forEach(uid -> piece.answers.putIfAbsent(uid, FetchAnswer.ofUid(uid)));
    }

    /** So that what comes for these is not taken for an answer to a later command. */
    private void drain(Exception because) {
        try {
            while (!underWay.isEmpty() && !wire.isBroken()) {
                wire.readTo(underWay.removeFirst().tag, line -> {});
            }
        } catch (MailboxException e) {
            because.addSuppressed(e);
        }
    }
}
