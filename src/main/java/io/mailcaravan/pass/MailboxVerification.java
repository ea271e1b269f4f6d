package io.mailcaravan.pass;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mapping.SpecialUseNames;
import io.mailcaravan.pass.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Compares one mailbox with what the ledger says of it and with the destination, item by item. Both
 * ends are opened for reading; memory does not grow with the mailbox.
 */
public final class MailboxVerification {

    /** UIDs compared at a time. */
    private static final long RANGE = 10_000;

    private final String route;
    private final MailboxStore store;
    private final Login login;
    private final String destinationMailbox;
    private final Ledger ledger;
    private final List<VerifyTarget> targets;
    private final VerifySettings settings;
    private final Consumer<Difference> to;
    private final BooleanSupplier cancelling;
    private final VerifyCounts counts = new VerifyCounts();
    private long told;

    /**
     * @param login the source mailbox
     * @param ledger may be open for reading only
     * @param targets every destination of the route
     * @param to is told the differences, as many as the settings say
     * @param cancelling asked between ranges; true ends early
     */
    public MailboxVerification(
            String route,
            MailboxStore store,
            Login login,
            String destinationMailbox,
            Ledger ledger,
            List<VerifyTarget> targets,
            VerifySettings settings,
            Consumer<Difference> to,
            BooleanSupplier cancelling) {
        this.route = route;
        this.store = store;
        this.login = login;
        this.destinationMailbox = destinationMailbox;
        this.ledger = ledger;
        this.targets = List.copyOf(targets);
        this.settings = settings;
        this.to = to;
        this.cancelling = cancelling;
    }

    /** Runs to the end; every error is in the result. */
    public VerifyResult run() {
        Optional<MailboxException> stopped = Optional.empty();
        try (Source source = new Source(new SignIns(store, login, Access.READ, Delays.unseen()));
                VerifyEnds ends = new VerifyEnds(ledger, targets)) {
            walk(source, ends);
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(PassContext.interrupted());
        }
        return new VerifyResult(login.mailbox(), destinationMailbox, counts, stopped);
    }

    private void walk(Source source, VerifyEnds ends)
            throws MailboxException, InterruptedException {
        List<Folder> folders = source.ask(MailboxSession::folders);
        Map<FolderPath, SpecialUse> roles = SpecialUseNames.shipped().rolesOf(folders);
        ends.look(folders.stream().filter(folder -> excluded(folder, roles).isEmpty()).toList());
        for (String overlooked : source.ask(MailboxSession::overlooked)) {
            counts.difference(Kind.NOT_LISTED);
            tell(List.of(difference(Kind.NOT_LISTED, FolderPath.INBOX, "", overlooked)));
        }
        List<FolderReport> reports = ledger.report().folders(route, store.name(), login.mailbox());
        List<Folder> selectable = folders.stream().filter(Folder::selectable).toList();
        List<FolderStatus> statuses =
                source.ask(
                        session ->
                                session.statuses(selectable.stream().map(Folder::path).toList()));
        for (int i = 0; i < selectable.size(); i++) {
            Folder folder = selectable.get(i);
            FolderStatus status = statuses.get(i);
            List<FolderVerification> legs = new ArrayList<>();
            for (Leg leg : ends.legs()) {
                Optional<FolderReport> report = report(reports, leg, status);
                if (ends.isEnd(leg)) {
                    missing(folder.path(), leg, report, ends);
                }
                legs.add(
                        new FolderVerification(
                                folder.path(),
                                excluded(folder, roles),
                                leg,
                                report,
                                source,
                                ends,
                                settings,
                                List.of()));
            }
            if (ends.legs().stream().noneMatch(ends::isEnd)) {
                legs.add(
                        new FolderVerification(
                                folder.path(),
                                excluded(folder, roles),
                                Leg.OTHER,
                                report(reports, Leg.OTHER, status),
                                source,
                                ends,
                                settings,
                                ends.legs().stream()
                                        .flatMap(leg -> report(reports, leg, status).stream())
                                        .toList()));
            }
            long listed = ranges(status, legs, source, ends);
            unlisted(status, listed, source);
        }
        counts.extra(ends.extra());
    }

    private static Optional<FolderReport> report(
            List<FolderReport> reports, Leg leg, FolderStatus status) {
        return reports.stream()
                .filter(report -> report.leg().equals(leg))
                .filter(report -> report.path().equals(status.path()))
                .filter(report -> report.uidValidity().equals(status.uidValidity()))
                .findFirst();
    }

    /** What was there and is listed no more may have been deleted meanwhile: asked again. */
    private void unlisted(FolderStatus before, long listed, Source source) throws MailboxException {
        if (listed >= before.messages()) {
            return;
        }
        FolderStatus now = source.ask(session -> session.status(before.path()));
        long arrived = Math.max(0, now.uidNext().value() - before.uidNext().value());
        long unlisted = now.messages() - arrived - listed;
        for (long i = 0; i < unlisted; i++) {
            counts.difference(Kind.NOT_LISTED);
        }
        if (unlisted > 0) {
            tell(
                    List.of(
                            difference(
                                    Kind.NOT_LISTED,
                                    before.path(),
                                    now.messages() + " messages",
                                    listed + " listed")));
        }
    }

    private static Difference difference(
            Kind kind, FolderPath folder, String expected, String found) {
        return new Difference(kind, folder, Optional.empty(), Optional.empty(), expected, found);
    }

    private Optional<String> excluded(Folder folder, Map<FolderPath, SpecialUse> roles) {
        return settings.folders().excluded(folder.path(), roles);
    }

    /** Where items were copied, the ledger says where they are. */
    private void missing(FolderPath folder, Leg leg, Optional<FolderReport> report, VerifyEnds ends)
            throws MailboxException {
        if (report.filter(known -> known.totals().copied() > 0).isPresent()) {
            return;
        }
        Optional<DestinationFolder> place = ends.place(leg, folder);
        if (place.isPresent() && ends.folder(place.get()).isEmpty()) {
            counts.difference(Kind.FOLDER_MISSING);
            tell(
                    List.of(
                            difference(
                                    Kind.FOLDER_MISSING,
                                    folder,
                                    place.get().toString(),
                                    "no such folder")));
        }
    }

    /**
     * @return how many items were listed
     */
    private long ranges(
            FolderStatus status, List<FolderVerification> legs, Source source, VerifyEnds ends)
            throws MailboxException, InterruptedException {
        long last = status.uidNext().value() - 1;
        long width = status.messages() <= 2 * RANGE ? Math.max(1, last) : RANGE;
        long listed = 0;
        for (long first = 1; first <= last; ) {
            UidRange range =
                    new UidRange(new Uid(first), new Uid(Math.min(last, first + width - 1)));
            int items = range(range, status.path(), legs, source, ends);
            listed += items;
            first = range.last().value() + 1;
            // few of the UIDs are taken: look at more of them at once
            width = items < RANGE / 10 ? Math.min(width * 2, 20 * RANGE) : RANGE;
        }
        return listed;
    }

    private int range(
            UidRange range,
            FolderPath path,
            List<FolderVerification> legs,
            Source source,
            VerifyEnds ends)
            throws MailboxException, InterruptedException {
        legs.forEach(leg -> leg.next(false));
        while (true) {
            if (cancelling.getAsBoolean()) {
                throw PassContext.interrupted();
            }
            try {
                List<ItemHead> heads = new ArrayList<>();
                source.get().list(path, range, heads::add);
                List<Findings> found = new ArrayList<>();
                List<Difference> toTell = new ArrayList<>();
                for (FolderVerification leg : legs) {
                    Findings findings = leg.compare(heads, range);
                    found.add(findings);
                    findings.differences().stream()
                            .limit(Math.max(0, settings.named() - told - toTell.size()))
                            .forEach(toTell::add);
                }
                List<Difference> named = new MessageNames(source.get(), path, false).named(toTell);
                found.forEach(findings -> findings.count(counts));
                tell(named);
                source.worked();
                return heads.size();
            } catch (MailboxException e) {
                ends.reconnect();
                source.again(e, counts.equal() + counts.faults() + counts.skipped());
            }
        }
    }

    private void tell(List<Difference> differences) {
        for (Difference difference : differences) {
            if (told < settings.named()) {
                told++;
                to.accept(difference);
            }
        }
    }
}
