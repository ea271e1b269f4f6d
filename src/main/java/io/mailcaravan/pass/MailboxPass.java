package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.SpecialUseNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass over one mailbox, initial or delta: the checkpoints in the ledger make the difference.
 */
public final class MailboxPass {

    private final MailboxMove move;
    private final PassContext context;
    private Map<FolderPath, SpecialUse> roles = Map.of();

    public MailboxPass(MailboxMove move) {
        this.move = move;
        this.context = new PassContext(move);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        if (move.cancelled()) {
            move.ledger().passed(false);
            return move.result(Optional.of(PassContext.interrupted()));
        }
        move.progress().started();
        Optional<MailboxException> stopped;
        try {
            LedgerMailbox mailbox = move.openLedger();
            long pass = mailbox.startPass(mailbox.folders().isEmpty() ? "initial" : "delta");
            stopped = walk(mailbox);
            move.finish(mailbox, pass, stopped);
            move.ledger().passed(stopped.isEmpty());
        } catch (MailboxException e) {
            move.ledger().passed(false);
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            move.ledger().passed(false);
            stopped = Optional.of(PassContext.interrupted());
        } finally {
            move.progress().finished();
        }
        return move.result(stopped);
    }

    private Optional<MailboxException> walk(LedgerMailbox mailbox) throws InterruptedException {
        boolean initial = mailbox.folders().isEmpty();
        // a pass that finds nothing to do leaves the destination alone
        Optional<Preparation> early =
                initial ? Optional.of(Preparation.start(move.destinations())) : Optional.empty();
        SignIns signIns = new SignIns(move.source(), move.login(), Access.READ, context.delays());
        try (Source session = new Source(signIns)) {
            Look look = session.ask(Look::at);
            List<Folder> folders = look.folders();
            look.problems().forEach(context.progress()::problem);
            roles = SpecialUseNames.shipped().rolesOf(folders);
            List<FolderWorkers.Work> changed = changed(mailbox, look);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            try (Preparation preparation =
                    early.orElseGet(() -> Preparation.start(move.destinations()))) {
                preparation.folders(
                        folders.stream().filter(folder -> excluded(folder).isEmpty()).toList());
                if (!initial) {
                    preparation.await(); // flags and deletions go to the destination, too
                }
                return new FolderWorkers(
                                mailbox,
                                () -> new Source(signIns),
                                preparation.before(move.handler()),
                                context,
                                changed)
                        .run(session);
            }
        } catch (MailboxException e) {
            return Optional.of(e);
        } finally {
            early.ifPresent(Preparation::close);
        }
    }

    private Optional<String> excluded(Folder folder) {
        return move.settings().folders().excluded(folder.path(), roles);
    }

    private List<FolderWorkers.Work> changed(LedgerMailbox mailbox, Look look)
            throws MailboxException {
        Map<FolderPath, Folder> byPath = new HashMap<>();
        look.folders().forEach(folder -> byPath.put(folder.path(), folder));
        List<FolderStatus> statuses = look.statuses();
        mailbox.folders(statuses);
        List<FolderWorkers.Work> changed = new ArrayList<>();
        for (FolderStatus status : statuses) {
            move.progress().expect(status.messages());
            Optional<Checkpoint> checkpoint =
                    mailbox.folder(status.path(), status.uidValidity()).checkpoint();
            if (checkpoint.filter(before -> same(before, status)).isPresent()) {
                move.progress().unchanged(status.messages());
            } else {
                Folder folder = byPath.get(status.path());
                changed.add(new FolderWorkers.Work(folder, status, excluded(folder)));
            }
        }
        return changed;
    }

    /** Without MODSEQ nobody can tell whether a flag has changed, so the folder is looked at. */
    private static boolean same(Checkpoint before, FolderStatus now) {
        return before.uidNext().equals(now.uidNext())
                && before.messages() == now.messages()
                && (now.messages() == 0
                        || (now.highestModSeq().isPresent()
                                && before.highestModSeq().equals(now.highestModSeq())));
    }
}
