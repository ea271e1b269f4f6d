package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.session.Look;
import io.mailcaravan.session.SignIns;
import io.mailcaravan.session.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One pass over one mailbox, initial or delta: the checkpoints in the ledger make the difference.
 */
public final class MailboxPass {

    private final MailboxMove move;
    private final PassContext context;
    private final FailedBefore failedBefore;

    /**
     * @param failedBefore sends failed items again, where the settings say so
     */
    public MailboxPass(MailboxMove move, FailedBefore failedBefore) {
        this.move = move;
        this.failedBefore = failedBefore;
        this.context = new PassContext(move);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        if (move.cancelled()) {
            move.ledger().passed(false);
            return move.result(Optional.of(MailboxException.interrupted()));
        }
        move.progress().started();
        Optional<MailboxException> stopped;
        try {
            LedgerMailbox mailbox = move.openLedger();
            long pass = mailbox.startPass(mailbox.isNew() ? "initial" : "delta");
            stopped = walk(mailbox);
            move.finish(mailbox, pass, stopped);
            move.ledger().passed(stopped.isEmpty());
            move.tellLeftLetters();
        } catch (MailboxException e) {
            move.ledger().passed(false);
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            move.ledger().passed(false);
            stopped = Optional.of(MailboxException.interrupted());
        } finally {
            move.progress().finished();
        }
        return move.result(stopped);
    }

    private Optional<MailboxException> walk(LedgerMailbox mailbox) throws InterruptedException {
        boolean initial = mailbox.isNew();
        SignIns signIns = new SignIns(move.source(), move.login(), Access.READ, context.delays());
        try (Preparation preparation =
                        Preparation.start(
                                move.ends().destinations(),
                                move.ends().further(),
                                mailbox,
                                context);
                Source session = new Source(signIns)) {
            Look look = Look.at(session);
            List<Folder> folders = look.folders();
            look.problems().forEach(context.progress()::problem);
            context.foundAll(folders, look.homes());
            preparation.awaitLook();
            endRemoved(mailbox, look);
            context.keptPlaces()
                    .source(
                            session.ask(
                                    live -> live.capabilities().contains(StoreCapability.PLACES)));
            List<FolderWorkers.Work> changed = changed(mailbox, look);
            boolean retry = hasFailed(mailbox) && move.settings().retryFailed();
            RemovedFolders removed = new RemovedFolders(mailbox, look, context);
            if (changed.isEmpty() && !retry) {
                removed.carry();
                countFailed(mailbox);
                return Optional.empty();
            }
            preparation.folders(context.places().taken(folders));
            if (!initial) {
                preparation.await(); // flags and deletions go to the destination, too
            }
            if (retry) {
                // before the walk, so that what fails there is not tried again at once
                Optional<MailboxException> broken =
                        failedBefore.retry(move, context, mailbox, session, folders);
                if (broken.isPresent()) {
                    return broken;
                }
            } else {
                countFailed(mailbox);
            }
            Optional<MailboxException> stopped =
                    new FolderWorkers(
                                    mailbox,
                                    () -> new Source(signIns),
                                    preparation.before(move.ends().handler()),
                                    context,
                                    changed)
                            .run(session);
            if (stopped.isEmpty()) {
                preparation.await();
                removed.carry();
                new Shortfalls(mailbox, context).tell();
            }
            return stopped;
        } catch (MailboxException e) {
            return Optional.of(e);
        }
    }

    /**
     * Of folders that the source has no more: nothing of them is open. Where it overlooks some,
     * nobody knows.
     */
    private void endRemoved(LedgerMailbox mailbox, Look look) throws MailboxException {
        if (!look.problems().isEmpty()) {
            return;
        }
        Set<FolderPath> there =
                look.folders().stream().map(Folder::path).collect(Collectors.toSet());
        mailbox.listed(there);
        for (LedgerLeg leg : mailbox.legs()) {
            for (LedgerFolder folder : leg.folders()) {
                if (!there.contains(folder.path())) {
                    int gone = folder.endPending(Uid.MIN, Skips.GONE);
                    ItemKind kind = folder.path().kind();
                    move.progress().count(kind, Figure.EXPECTED, gone);
                    move.progress().count(kind, Figure.SKIPPED, gone);
                    if (folder.hasProblem()) {
                        folder.endProblem();
                    }
                }
            }
        }
    }

    /** What earlier passes have failed at. */
    private static long failed(LedgerMailbox mailbox, ItemKind kind) {
        return mailbox.legs().stream()
                .flatMap(leg -> leg.folders().stream())
                .filter(folder -> folder.path().kind() == kind)
                .mapToLong(LedgerFolder::failedBefore)
                .sum();
    }

    private static boolean hasFailed(LedgerMailbox mailbox) {
        return Arrays.stream(ItemKind.values()).anyMatch(kind -> failed(mailbox, kind) > 0);
    }

    private void countFailed(LedgerMailbox mailbox) {
        for (ItemKind kind : ItemKind.values()) {
            move.progress().count(kind, Figure.FAILED, failed(mailbox, kind));
        }
    }

    private List<FolderWorkers.Work> changed(LedgerMailbox mailbox, Look look)
            throws MailboxException {
        Map<FolderPath, Folder> byPath = new HashMap<>();
        look.folders().forEach(folder -> byPath.put(folder.path(), folder));
        List<FolderStatus> statuses = look.statuses();
        for (LedgerLeg end : mailbox.ends()) {
            end.folders(statuses);
        }
        List<FolderWorkers.Work> changed = new ArrayList<>();
        for (FolderStatus status : statuses) {
            Folder folder = byPath.get(status.path());
            FolderLegs legs = new FolderLegs(mailbox, status);
            String rules = context.keptPlaces().with(rules(folder), legs.all());
            ItemKind kind = status.path().kind();
            move.progress().count(kind, Figure.EXPECTED, status.messages() * legs.ends().size());
            boolean unchanged =
                    !legs.hasProblem()
                            && legs.ends().stream()
                                    .allMatch(end -> isUnchanged(end, status, rules));
            if (unchanged) {
                move.progress().count(kind, Figure.UNCHANGED, legs.settledOf(status.messages()));
            } else {
                Optional<String> excluded = context.places().excludedWhole(status.path());
                changed.add(new FolderWorkers.Work(folder, status, excluded, rules));
            }
        }
        return changed;
    }

    private boolean isUnchanged(LedgerFolder end, FolderStatus status, String rules) {
        boolean timeMayTake = move.settings().items().beforeMoves() && end.skippedBefore() > 0;
        return !timeMayTake
                && !(status.tellsUidNext() && end.reaches(status.uidNext()))
                && end.checkpoint()
                        .filter(before -> before.rules().equals(rules))
                        .filter(before -> same(before, status))
                        .isPresent();
    }

    /** Once deletions are asked for, those from before are to be carried over, too. */
    private String rules(Folder folder) {
        boolean deletions = move.settings().deletions() != Deletions.NEVER;
        // a folder's name may have a line break
        return context.places().rules(folder.path()).replace('\n', ' ')
                + ' '
                + move.settings().rules()
                + (deletions ? " deletions" : "");
    }

    /** Without a cursor nobody can tell whether a flag has changed, so the folder is looked at. */
    private static boolean same(Checkpoint before, FolderStatus now) {
        return before.uidNext().equals(now.uidNext())
                && before.messages() == now.messages()
                && (now.messages() == 0
                        || (now.cursor().isPresent() && before.cursor().equals(now.cursor())));
    }
}
