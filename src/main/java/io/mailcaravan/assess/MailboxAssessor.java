package io.mailcaravan.assess;

import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.filter.UnmetName;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mapping.DestinationNames;
import io.mailcaravan.mapping.FolderPlan;
import io.mailcaravan.mapping.SpecialUseNames;
import io.mailcaravan.session.Look;
import io.mailcaravan.session.UidWalk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at one mailbox over two sessions that are open already. */
final class MailboxAssessor {

    private final AssessJob job;
    private final MailboxSession source;
    private final Optional<MailboxSession> destination;
    private final BooleanSupplier cancelled;
    private final LongConsumer progress;
    private final ItemTally tally;
    private final Warnings warnings = new Warnings();
    private final List<String> blocking = new ArrayList<>();

    /**
     * @param destination empty where the mailbox is not there yet
     * @param progress is told of messages that were listed
     */
    MailboxAssessor(
            AssessJob job,
            MailboxSession source,
            Optional<MailboxSession> destination,
            BooleanSupplier cancelled,
            LongConsumer progress) {
        this.job = job;
        this.source = source;
        this.destination = destination;
        this.cancelled = cancelled;
        this.progress = progress;
        this.tally =
                new ItemTally(
                        destination.map(MailboxSession::appendLimit).orElse(OptionalLong.empty()));
    }

    MailboxAssessment assess(SignIn from, SignIn to) throws MailboxException {
        List<Folder> folders = source.folders();
        Map<FolderPath, SpecialUse> roles = SpecialUseNames.shipped().rolesOf(folders);
        SourcePlaces places = new SourcePlaces(job.folders());
        places.found(folders, roles, Look.homesOf(source, folders));
        List<Folder> taken = places.taken(folders);
        List<Folder> there =
                destination.isPresent() ? destination.get().folders() : List.<Folder>of();
        FolderPlan plan = job.mapping().plan(taken, names(there));
        List<FolderFinding> findings = new ArrayList<>();
        for (FolderStatus status : statuses(folders)) {
            findings.add(folder(status, places, plan, there));
        }
        Optional<Room> room = room();
        Speed speed = SpeedProbe.measure(source, tally.sample());
        Optional<Duration> eta =
                speed.estimate(Math.max(0, tally.bytes() - job.copiedBytes()), findings.size());
        warnings.ofStore(source.warnings());
        destination.ifPresent(session -> warnings.ofStore(session.warnings()));
        warnings.source(source.capabilities(), job);
        warnings.destination(to, tally.withKeywords());
        warnings.folders(job.folders(), folders.stream().map(Folder::path).toList(), roles);
        List<UnmetName> lines =
                job.mapping().unusedNames(folders.stream().map(Folder::path).toList());
        warnings.mapping(lines);
        List<String> unmatched =
                Stream.concat(
                                job
                                        .folders()
                                        .unusedNames(
                                                folders.stream().map(Folder::path).toList(), roles)
                                        .stream(),
                                lines.stream())
                        .map(UnmetName::text)
                        .toList();
        warnings.merged(plan.merged());
        warnings.renamed(plan.renamed());
        warnings.differInCase(plan, destination.map(MailboxSession::ignoresCase).orElse(false));
        notEmpty(plan, there);
        for (String overlooked : source.overlooked()) {
            blocking.add("not among the folders of the source: " + overlooked);
        }
        oversize();
        return new MailboxAssessment(
                job.route(),
                from,
                to,
                Optional.empty(),
                findings,
                tally.messages(),
                tally.bytes(),
                tally.excluded(),
                job.copiedItems(),
                job.copiedBytes(),
                plan.merged(),
                tally.oversize(),
                room,
                Optional.of(speed),
                eta,
                unmatched,
                blocking,
                warnings.found());
    }

    private DestinationNames names(List<Folder> there) throws MailboxException {
        return destination.isPresent()
                ? DestinationNames.of(destination.get(), there)
                : DestinationNames.anyNames(there);
    }

    private List<FolderStatus> statuses(List<Folder> folders) throws MailboxException {
        return source.statuses(
                folders.stream().filter(Folder::selectable).map(Folder::path).toList());
    }

    private FolderFinding folder(
            FolderStatus status, SourcePlaces places, FolderPlan plan, List<Folder> there)
            throws MailboxException {
        Optional<String> excluded = places.excludedWhole(status.path());
        if (excluded.isPresent()) {
            tally.exclude(excluded.get(), status.messages());
            return new FolderFinding(
                    status.path(),
                    Optional.empty(),
                    excluded,
                    status.messages(),
                    0,
                    false,
                    Optional.empty());
        }
        long messages = tally.messages();
        long bytes = tally.bytes();
        count(status, places);
        Optional<FolderPlan.Row> row = plan.row(status.path());
        boolean exists =
                row.isPresent()
                        && there.stream()
                                .anyMatch(
                                        folder ->
                                                folder.selectable()
                                                        && folder.path()
                                                                .equals(row.get().destination()));
        Optional<String> problem = exists ? Optional.empty() : row.flatMap(this::problem);
        problem.ifPresent(
                reason ->
                        blocking.add("folder '" + status.path() + "' cannot be copied: " + reason));
        return new FolderFinding(
                status.path(),
                row,
                Optional.empty(),
                tally.messages() - messages,
                tally.bytes() - bytes,
                exists,
                problem);
    }

    /** A ledger that was lost or is elsewhere, or another tool's copy: the owner must know. */
    private void notEmpty(FolderPlan plan, List<Folder> there) throws MailboxException {
        if (destination.isEmpty() || job.copiedItems() > 0) {
            return;
        }
        Set<FolderPath> existing =
                there.stream()
                        .filter(Folder::selectable)
                        .map(Folder::path)
                        .collect(Collectors.toSet());
        Set<FolderPath> targets = new LinkedHashSet<>();
        for (FolderPlan.Row row : plan.rows()) {
            if (existing.contains(row.destination())) {
                targets.add(destination.get().home(row.destination()));
            }
        }
        warnings.notEmpty(
                destination.get().statuses(List.copyOf(targets)).stream()
                        .mapToLong(FolderStatus::messages)
                        .sum());
    }

    private Optional<String> problem(FolderPlan.Row row) {
        if (!job.createFolders()) {
            return Optional.of(
                    "'"
                            + row.destination()
                            + "' is not at the destination and createFolders is false");
        }
        return destination
                .flatMap(session -> session.nameProblem(row.destination()))
                .map(rule -> "'" + row.destination() + "' is no name there: " + rule);
    }

    private void count(FolderStatus status, SourcePlaces places) throws MailboxException {
        Map<String, UidSet> searched = search(status.path());
        UidWalk walk = UidWalk.keepingNothing(status.uidNext());
        long listed = 0;
        while (walk.hasNext() && status.messages() > 0) {
            if (cancelled.getAsBoolean()) {
                return;
            }
            long[] seen = {0};
            source.list(
                    status.path(),
                    walk.next(),
                    head -> {
                        seen[0]++;
                        places.of(status.path(), head.places())
                                .excluded()
                                .or(() -> excluded(searched, head))
                                .ifPresentOrElse(
                                        reason -> tally.exclude(reason, 1),
                                        () -> tally.add(status.path(), head));
                    });
            listed += seen[0];
            progress.accept(seen[0]);
            walk.had(seen[0]);
        }
        unlisted(status, listed);
    }

    /** What a server counts and does not tell would never be copied. */
    private void unlisted(FolderStatus before, long listed) throws MailboxException {
        if (listed >= before.messages()) {
            return;
        }
        long now = source.status(before.path()).messages(); // some may have been deleted since
        if (listed < now) {
            blocking.add(
                    "folder '"
                            + before.path()
                            + "': the source announces "
                            + now
                            + " messages there and lists "
                            + listed);
        }
    }

    /** As a pass does: only the Date header needs the server's help. */
    private Map<String, UidSet> search(FolderPath folder) throws MailboxException {
        Map<String, UidSet> found = new LinkedHashMap<>();
        if (job.items().readsDateHeader()
                && source.capabilities().contains(StoreCapability.SEARCH)) {
            for (ItemFilter.Pushed pushed : job.items().pushed()) {
                found.put(pushed.reason(), source.search(folder, pushed.key()));
            }
        }
        return found;
    }

    private Optional<String> excluded(Map<String, UidSet> searched, ItemHead head) {
        return job.items()
                .excluded(head)
                .or(
                        () ->
                                searched.entrySet().stream()
                                        .filter(entry -> entry.getValue().contains(head.uid()))
                                        .map(Map.Entry::getKey)
                                        .findFirst());
    }

    private Optional<Room> room() throws MailboxException {
        if (destination.isEmpty()
                || !destination.get().capabilities().contains(StoreCapability.QUOTA)) {
            return Optional.empty();
        }
        long needed = Math.max(0, tally.bytes() - job.copiedBytes());
        Optional<Room> room =
                destination
                        .get()
                        .quota()
                        .map(quota -> new Room(quota.usedBytes(), quota.limitBytes(), needed));
        room.filter(found -> !found.suffices())
                .ifPresent(
                        found ->
                                blocking.add(
                                        "the quota at the destination is too small: it holds "
                                                + found.limitBytes()
                                                + " bytes, "
                                                + found.usedBytes()
                                                + " are used and "
                                                + found.neededBytes()
                                                + " are to come"));
        return room;
    }

    private void oversize() {
        Oversize found = tally.oversize();
        if (found.count() > 0) {
            blocking.add(
                    found.count()
                            + (found.count() == 1 ? " message is" : " messages are")
                            + " larger than the "
                            + found.limit().getAsLong()
                            + " bytes that the destination takes");
        }
    }
}
