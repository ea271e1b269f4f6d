package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * FETCHes one piece of a folder after the other with a few of them under way. A server may answer
 * them mixed, so each answer is put to the piece that asked for its UID; they are told in UID
 * order.
 */
final class Pieces {
    private static final int UNDER_WAY = 3;

    private final Wire wire;
    private final Chunks chunks;
    private final String items;
    private final Predicate<FetchAnswer> complete;
    private final Deque<Piece> underWay = new ArrayDeque<>();

    private record Piece(Chunks.Chunk chunk, String tag, Map<Long, FetchAnswer> answers) {}

    /**
     * @param complete which answers have what was asked for
     */
    Pieces(Wire wire, Chunks chunks, String items, Predicate<FetchAnswer> complete) {
        this.wire = wire;
        this.chunks = chunks;
        this.items = items;
        this.complete = complete;
    }

    /** Sends as much as may be under way. */
    void send() throws MailboxException {
        while (underWay.size() < UNDER_WAY && chunks.hasNext()) {
            Chunks.Chunk chunk = chunks.next();
            String tag = wire.send("UID FETCH " + chunk.uids() + " " + items);
            underWay.add(new Piece(chunk, tag, new TreeMap<>()));
        }
    }

    /** The tags of what is under way. */
    List<String> tags() {
        return underWay.stream().map(Piece::tag).toList();
    }

    /**
     * Tells everything.
     *
     * @param what is going on, if it fails
     */
    void tell(String what, Consumer<FetchAnswer> to) throws MailboxException {
        try {
            for (send(); !underWay.isEmpty(); send()) {
                Piece piece = underWay.peekFirst();
                ServerLine end = wire.readTo(piece.tag, this::take);
                underWay.removeFirst();
                // messages that vanish meanwhile make some servers say NO [EXPUNGEISSUED]
                if (!end.isOK() && !end.code().equals("EXPUNGEISSUED")) {
                    throw Refusals.of(wire.place(), what, end, Scope.FOLDER);
                }
                chunks.came(piece.answers.size());
                piece.answers.values().forEach(to);
            }
        } catch (MailboxException | RuntimeException e) {
            drain(e);
            throw e;
        }
    }

    private void take(ServerLine line) {
        if (!line.keyEquals("FETCH")) {
            return;
        }
        FetchAnswer answer = FetchAnswer.parse(line);
        for (Piece piece : underWay) {
            if (complete.test(answer) && piece.chunk.contains(answer.uid())) {
                piece.answers.put(answer.uid(), answer);
            }
        }
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
