package io.mailcaravan.imap;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Tells what is in a folder, piece by piece and in UID order, whatever order the server has. */
final class Listing {
    private final Wire wire;
    private final Folders folders;
    private final FolderStatuses statuses;

    Listing(Wire wire, Folders folders, FolderStatuses statuses) {
        this.wire = wire;
        this.folders = folders;
        this.statuses = statuses;
    }

    void list(FolderPath folder, UidRange range, Consumer<ItemHead> to) throws MailboxException {
        wire.doing("listing " + folder);
        fetch(
                folder,
                range,
                "(UID FLAGS INTERNALDATE RFC822.SIZE)",
                answer -> to.accept(head(answer)));
    }

    /** The same with labels; a message of which the server tells none is told with none. */
    void listLabelled(FolderPath folder, UidRange range, BiConsumer<ItemHead, List<String>> to)
            throws MailboxException {
        wire.doing("listing " + folder);
        fetch(
                folder,
                range,
                "(UID FLAGS INTERNALDATE RFC822.SIZE X-GM-LABELS)",
                answer ->
                        to.accept(
                                head(answer),
                                answer.labels() == null ? List.of() : answer.labels()));
    }

    void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        wire.doing("taking fingerprints of " + folder);
        fetch(
                folder,
                range,
                "(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])",
                answer -> {
                    if (answer.header() != null) {
                        to.accept(
                                new Uid(answer.uid()),
                                new Fingerprint(
                                        answer.header().identity(),
                                        answer.header().sent(),
                                        answer.header().header(),
                                        Math.max(0, answer.size()),
                                        date(answer)));
                    }
                });
    }

    /**
     * RFC 7162: flags of what changed later than the MODSEQ.
     *
     * @return false where MODSEQs have begun anew, lower than they were: what changed meanwhile
     *     would be left out
     */
    boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        return changes(
                folder,
                since,
                "(UID FLAGS)",
                answer ->
                        to.accept(new ItemChange.NewFlags(new Uid(answer.uid()), answer.flags())));
    }

    /** The same with labels. */
    boolean labelledChanges(FolderPath folder, ChangeCursor since, LabelSession.LabelledChange to)
            throws MailboxException {
        return changes(
                folder,
                since,
                "(UID FLAGS X-GM-LABELS)",
                answer ->
                        to.accept(
                                new Uid(answer.uid()),
                                answer.flags(),
                                Optional.ofNullable(answer.labels())));
    }

    private boolean changes(
            FolderPath folder, ChangeCursor since, String items, Consumer<FetchAnswer> to)
            throws MailboxException {
        wire.doing("asking for changes in " + folder);
        long modSeq = Numbers.of(since.text());
        Selection selected = folders.open(folder);
        long highest =
                statuses.last(folder)
                        .flatMap(FolderStatus::cursor)
                        .map(now -> Numbers.of(now.text()))
                        .orElse(selected.highestModSeq);
        if (modSeq <= 0 || highest < modSeq) {
            return false;
        }
        KeywordBound keywords = new KeywordBound(wire.mailbox(), folder);
        wire.run(
                "UID FETCH 1:* " + items + " (CHANGEDSINCE " + modSeq + ")",
                Scope.FOLDER,
                line -> {
                    if (line.keyEquals("FETCH")) {
                        FetchAnswer answer = FetchAnswer.parse(line);
                        if (answer.uid() > 0 && answer.flags() != null && keywords.admits(answer)) {
                            to.accept(answer);
                        }
                    }
                });
        keywords.check();
        return true;
    }

    private void fetch(FolderPath folder, UidRange range, String items, Consumer<FetchAnswer> to)
            throws MailboxException {
        String what = "cannot list " + folder;
        KeywordBound keywords = new KeywordBound(wire.mailbox(), folder);
        Optional<FolderStatus> known = statuses.last(folder);
        if (folders.isSelected(folder) || known.isEmpty()) {
            Selection selection = folders.open(folder);
            Chunks chunks = new Chunks(range, selection.messages, selection.uidNext);
            new PipelinedFetch(wire, chunks, items, keywords).tell(what, selection.messages, to);
            return;
        }
        // what is known is enough to ask for the messages right behind EXAMINE
        String begun = folders.begin(folder);
        long uidNext = known.get().uidNext().value();
        Chunks chunks = new Chunks(range, known.get().messages(), uidNext);
        PipelinedFetch fetch = new PipelinedFetch(wire, chunks, items, keywords);
        fetch.send();
        Selection selection = folders.finish(folder, begun, fetch.tags());
        fetch.tell(what, selection.messages, to);
    }

    /** Every message that can be named has one, whatever else the server leaves out. */
    private static ItemHead head(FetchAnswer answer) {
        return new ItemHead(
                new Uid(answer.uid()),
                answer.flags() == null ? Flags.NONE : answer.flags(),
                date(answer),
                Math.max(0, answer.size()));
    }

    private static Instant date(FetchAnswer answer) {
        return answer.internalDate() == null ? InternalDate.UNKNOWN : answer.internalDate();
    }
}
