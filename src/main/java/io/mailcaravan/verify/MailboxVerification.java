package io.mailcaravan.verify;

import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mapping.SpecialUseNames;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.session.Delays;
import io.mailcaravan.session.ItemListing;
import io.mailcaravan.session.Look;
import io.mailcaravan.session.MessageNames;
import io.mailcaravan.session.RoutedMailbox;
import io.mailcaravan.session.SignIns;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidWalk;
import io.mailcaravan.verify.Difference.Kind;
import io.mailcaravan.verify.FolderVerification.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Compares one mailbox with what the ledger says of it and with the destination, item by item. Both
 * ends are opened for reading; memory does not grow with the mailbox.
 */
public final class MailboxVerification {

    private final RoutedMailbox mailbox;
    private final Ledger ledger;
    private final List<VerifyTarget> targets;
    private final VerifySettings settings;
    private final Consumer<Difference> to;
    private final BooleanSupplier cancelling;
    private final VerifyCounts counts = new VerifyCounts();
    private long told;

    /** What was got from the source, and ranges compared: while it rises, there is progress. */
    private final AtomicLong steps = new AtomicLong();

    /**
     * @param ledger may be open for reading only
     * @param targets every destination of the route
     * @param to is told the differences, as many as the settings say
     * @param cancelling asked between ranges; true ends early
     */
    public MailboxVerification(
            RoutedMailbox mailbox,
            Ledger ledger,
            List<VerifyTarget> targets,
            VerifySettings settings,
            Consumer<Difference> to,
            BooleanSupplier cancelling) {
        this.mailbox = mailbox;
        this.ledger = ledger;
        this.targets = List.copyOf(targets);
        this.settings = settings;
        this.to = to;
        this.cancelling = cancelling;
    }

    /** Runs to the end; every error is in the result. */
    public VerifyResult run() {
        Optional<MailboxException> stopped = Optional.empty();
        try (Source source =
                        new Source(
                                new SignIns(
                                        mailbox.store(), mailbox.login(), Access.READ, delays()));
                VerifyEnds ends = new VerifyEnds(ledger, targets, this::delays)) {
            walk(source, ends);
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(MailboxException.interrupted());
        }
        return new VerifyResult(mailbox.name(), mailbox.destination(), counts, stopped);
    }

    private Delays delays() {
        return Delays.unseen(cancelling, steps::get);
    }

    private void walk(Source source, VerifyEnds ends)
            throws MailboxException, InterruptedException {
        Look look = Look.at(source);
        List<Folder> folders = look.folders();
        Map<FolderPath, SpecialUse> roles = SpecialUseNames.shipped().rolesOf(folders);
        settings.written().look(folders, roles);
        SourcePlaces places = new SourcePlaces(settings.folders());
        places.found(folders, roles, look.homes());
        ends.look(places.taken(folders), places);
        for (String overlooked : look.overlooked()) {
            counts.difference(Kind.NOT_LISTED);
            tell(
                    List.of(
                            difference(
                                    Kind.NOT_LISTED,
                                    Optional.empty(),
                                    FolderPath.INBOX,
                                    "",
                                    overlooked)));
        }
        List<FolderReport> reports =
                LedgerReport.of(ledger)
                        .folders(mailbox.route(), mailbox.store().name(), mailbox.name());
        Map<FolderPath, FolderStatus> statuses = new HashMap<>();
        look.statuses().forEach(status -> statuses.put(status.path(), status));
        for (Folder folder : folders.stream().filter(Folder::selectable).toList()) {
            Optional<String> rule = places.excludedWhole(folder.path());
            if (statuses.containsKey(folder.path())) {
                folder(folder.path(), rule, statuses.get(folder.path()), reports, source, ends);
            } else if (rule.isEmpty()) {
                notCompared(folder.path(), look.closed().getOrDefault(folder.path(), ""));
            }
        }
        failedBeside(reports, ends);
        Map<FolderPath, String> left =
                LeftLetters.of(
                        LedgerReport.of(ledger),
                        settings.letters(),
                        mailbox.route(),
                        mailbox.store().name(),
                        mailbox.name());
        for (Map.Entry<FolderPath, String> one : left.entrySet()) {
            counts.difference(Kind.FAILED);
            tell(
                    List.of(
                            difference(
                                    Kind.FAILED,
                                    Optional.empty(),
                                    one.getKey(),
                                    "",
                                    one.getValue())));
        }
        counts.extra(ends.extra());
    }

    /** What failed on the way to what is no mailbox, although each end has it. */
    private void failedBeside(List<FolderReport> reports, VerifyEnds ends) {
        if (ends.legs().stream().noneMatch(ends::isEnd)) {
            return; // told item by item
        }
        for (FolderReport folder : reports) {
            long failed = folder.leg().equals(Leg.OTHER) ? folder.totals().failed() : 0;
            if (failed > 0) {
                LongStream.range(0, failed).forEach(one -> counts.difference(Kind.FAILED));
                tell(
                        List.of(
                                difference(
                                        Kind.FAILED,
                                        Optional.of(Leg.OTHER),
                                        folder.path(),
                                        "",
                                        failed
                                                + " items failed beside the mailboxes that have"
                                                + " them; caravan report says why")));
            }
        }
    }

    /** One that cannot be compared does not keep the others away. */
    private void folder(
            FolderPath path,
            Optional<String> rule,
            FolderStatus status,
            List<FolderReport> reports,
            Source source,
            VerifyEnds ends)
            throws MailboxException, InterruptedException {
        try {
            List<FolderVerification> legs = legs(path, rule, status, reports, source, ends);
            long listed = ranges(status, rule, legs, source, ends);
            unlisted(status, listed, source);
        } catch (MailboxException e) {
            if (!e.closesFolder()) {
                throw e;
            }
            if (rule.isEmpty()) {
                notCompared(path, e.explanation());
            }
        }
    }

    private List<FolderVerification> legs(
            FolderPath path,
            Optional<String> rule,
            FolderStatus status,
            List<FolderReport> reports,
            Source source,
            VerifyEnds ends)
            throws MailboxException {
        List<FolderVerification> legs = new ArrayList<>();
        for (Leg leg : ends.legs()) {
            Optional<FolderReport> report = report(reports, leg, status);
            if (ends.isEnd(leg)) {
                missing(path, leg, report, ends);
            }
            legs.add(
                    new FolderVerification(
                            path,
                            rule,
                            new Recorded(leg, report, List.of()),
                            source,
                            ends,
                            settings));
        }
        if (ends.legs().stream().noneMatch(ends::isEnd)) {
            legs.add(
                    new FolderVerification(
                            path,
                            rule,
                            new Recorded(
                                    Leg.OTHER,
                                    report(reports, Leg.OTHER, status),
                                    ends.legs().stream()
                                            .flatMap(leg -> report(reports, leg, status).stream())
                                            .toList()),
                            source,
                            ends,
                            settings));
        }
        return legs;
    }

    private void notCompared(FolderPath folder, String why) {
        counts.difference(Kind.NOT_COMPARED);
        tell(List.of(difference(Kind.NOT_COMPARED, Optional.empty(), folder, "", why)));
    }

    /** An item at which the source breaks off. */
    private void notCompared(FolderPath folder, Uid uid, MailboxException reason) {
        counts.difference(Kind.NOT_COMPARED);
        tell(
                List.of(
                        new Difference(
                                Kind.NOT_COMPARED,
                                Optional.empty(),
                                folder,
                                Optional.of(uid),
                                Optional.empty(),
                                "",
                                ItemListing.reason(reason))));
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
                                    Optional.empty(),
                                    before.path(),
                                    now.messages() + " messages",
                                    listed + " listed")));
        }
    }

    private static Difference difference(
            Kind kind, Optional<Leg> leg, FolderPath folder, String expected, String found) {
        return new Difference(
                kind, leg, folder, Optional.empty(), Optional.empty(), expected, found);
    }

    /** Where items were copied, the ledger says where they are. */
    private void missing(FolderPath folder, Leg leg, Optional<FolderReport> report, VerifyEnds ends)
            throws MailboxException {
        if (report.filter(known -> known.totals().copied() > 0).isPresent()) {
            return;
        }
        Optional<DestinationFolder> place = ends.place(leg, folder); // none of what is left out
        if (place.isPresent() && ends.folder(place.get()).isEmpty()) {
            counts.difference(Kind.FOLDER_MISSING);
            tell(
                    List.of(
                            difference(
                                    Kind.FOLDER_MISSING,
                                    Optional.of(leg),
                                    folder,
                                    place.get().toString(),
                                    "no such folder")));
        }
    }

    /**
     * @return how many items were listed
     */
    private long ranges(
            FolderStatus status,
            Optional<String> rule,
            List<FolderVerification> legs,
            Source source,
            VerifyEnds ends)
            throws MailboxException, InterruptedException {
        ItemListing listing = new ItemListing(source, status.path(), steps);
        UidWalk walk = UidWalk.below(status.uidNext(), status.messages());
        long listed = 0;
        while (walk.hasNext()) {
            UidRange range = walk.next();
            Map<Uid, MailboxException> unlistable = new TreeMap<>();
            List<ItemHead> heads = listing.list(range, unlistable::put);
            if (rule.isEmpty()) {
                unlistable.forEach((uid, reason) -> notCompared(status.path(), uid, reason));
            }
            legs.forEach(leg -> leg.next(!unlistable.isEmpty()));
            compare(heads, range, status.path(), legs, source, ends, !unlistable.isEmpty());
            int items = heads.size() + unlistable.size();
            listed += items;
            walk.had(items);
        }
        return listed;
    }

    /**
     * @param breaking whether the source breaks off at items of the range that are not among these
     */
    private void compare(
            List<ItemHead> heads,
            UidRange range,
            FolderPath path,
            List<FolderVerification> legs,
            Source source,
            VerifyEnds ends,
            boolean breaking)
            throws MailboxException, InterruptedException {
        while (true) {
            if (cancelling.getAsBoolean()) {
                throw MailboxException.interrupted();
            }
            try {
                List<Findings> found = new ArrayList<>();
                List<Difference> toTell = new ArrayList<>();
                for (FolderVerification leg : legs) {
                    Findings findings = leg.compare(heads, range);
                    found.add(findings);
                    findings.differences().stream()
                            .limit(Math.max(0, settings.named() - told - toTell.size()))
                            .forEach(toTell::add);
                }
                List<Difference> named =
                        Difference.named(toTell, new MessageNames(source.get(), path, breaking));
                found.forEach(findings -> findings.count(counts));
                tell(named);
                source.worked();
                steps.incrementAndGet();
                return;
            } catch (MailboxException e) {
                ends.reconnect();
                source.again(e, steps.get());
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
