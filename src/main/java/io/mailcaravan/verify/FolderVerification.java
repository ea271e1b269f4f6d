package io.mailcaravan.verify;

import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.ReportItem;
import io.mailcaravan.session.MessageNames;
import io.mailcaravan.session.Source;
import io.mailcaravan.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares one source folder with where its items are on one leg, range by range. */
final class FolderVerification {

    /**
     * What the ledger has of the folder.
     *
     * @param here on the leg
     * @param elsewhere on other legs, where an item with a state there needs none here
     */
    record Recorded(Leg leg, Optional<FolderReport> here, List<FolderReport> elsewhere) {}

    private final FolderPath folder;
    private final Optional<String> excluded;
    private final Leg leg;
    private final Recorded recorded;
    private final Source source;
    private final VerifyEnds ends;
    private final VerifySettings settings;

    /**
     * Items of the range at work that were found by their fingerprints, for when it is repeated.
     */
    private final Map<Uid, Optional<Uid>> byFingerprint = new HashMap<>();

    /** The source breaks off at items of the range at work. */
    private boolean breaking;

    /** Those of them that were not found, but something near them. */
    private final Set<Uid> unlike = new HashSet<>();

    FolderVerification(
            FolderPath folder,
            Optional<String> excluded,
            Recorded recorded,
            Source source,
            VerifyEnds ends,
            VerifySettings settings) {
        this.folder = folder;
        this.excluded = excluded;
        this.leg = recorded.leg();
        this.recorded = recorded;
        this.source = source;
        this.ends = ends;
        this.settings = settings;
    }

    /**
     * A new range is begun: what was remembered for the last one can go.
     *
     * @param breaksOff whether the source does at items that are among those to be compared
     */
    void next(boolean breaksOff) {
        breaking = breaksOff;
        byFingerprint.clear();
        unlike.clear();
    }

    /** Compares the items of the range; may be repeated when a connection was lost. */
    Findings compare(List<ItemHead> heads, UidRange range) throws MailboxException {
        Findings findings = new Findings(folder, leg);
        Map<Uid, ReportItem> known = Map.of();
        if (recorded.here().isPresent() && !heads.isEmpty()) {
            known = recorded.here().get().items(range);
        }
        Set<Uid> onOthers = new HashSet<>();
        for (FolderReport other :
                heads.isEmpty() ? List.<FolderReport>of() : recorded.elsewhere()) {
            onOthers.addAll(other.items(range).keySet());
        }
        Map<ItemHead, ReportItem> copied = new LinkedHashMap<>();
        for (ItemHead head : heads) {
            ReportItem item = known.get(head.uid());
            if (item == null
                    && ((!ends.isEnd(leg) && !leg.equals(Leg.OTHER))
                            || onOthers.contains(head.uid()))) {
                continue; // the route's steps have sent it elsewhere
            }
            if (item == null) {
                unknown(head, findings);
                continue;
            }
            switch (item.entry().state()) {
                case PENDING ->
                        findings.difference(
                                Kind.NOT_COPIED,
                                head.uid(),
                                "",
                                "it may be on its way; the next pass finds out");
                case SKIPPED -> findings.skipped(item.entry().reason());
                case FAILED ->
                        findings.difference(Kind.FAILED, head.uid(), "", item.entry().reason());
                case COPIED -> {
                    if (leg.equals(Leg.OTHER)) {
                        findings.skipped(item.entry().reason()); // in what is no mailbox
                    } else {
                        copied.put(head, item);
                    }
                }
            }
        }
        compare(copied, findings);
        return findings;
    }

    private void unknown(ItemHead head, Findings findings) {
        ItemFilter filter = settings.items();
        Optional<String> rule =
                excluded.or(() -> ends.lying(folder, head.places()).excluded())
                        .or(() -> filter.excluded(head));
        if (rule.isPresent()) {
            findings.skipped(rule.get());
        } else {
            findings.difference(Kind.NOT_COPIED, head.uid(), "", "");
        }
    }

    private void compare(Map<ItemHead, ReportItem> copied, Findings findings)
            throws MailboxException {
        Map<TargetFolder, Map<ItemHead, Uid>> placed = new HashMap<>();
        Map<TargetFolder, List<ItemHead>> lost = new LinkedHashMap<>();
        for (Map.Entry<ItemHead, ReportItem> entry : copied.entrySet()) {
            ReportItem item = entry.getValue();
            Optional<TargetFolder> target = target(item, entry.getKey(), findings);
            if (target.isEmpty()) {
                continue;
            }
            boolean recorded =
                    item.entry().destinationUid().isPresent()
                            && item.entry()
                                    .destinationUidValidity()
                                    .filter(target.get()::isStill)
                                    .isPresent();
            if (recorded) {
                placed.computeIfAbsent(target.get(), none -> new LinkedHashMap<>())
                        .put(entry.getKey(), item.entry().destinationUid().get());
            } else {
                lost.computeIfAbsent(target.get(), none -> new ArrayList<>()).add(entry.getKey());
            }
        }
        for (Map.Entry<TargetFolder, List<ItemHead>> entry : lost.entrySet()) {
            search(entry.getKey(), entry.getValue(), findings)
                    .forEach(
                            (head, uid) ->
                                    placed.computeIfAbsent(
                                                    entry.getKey(), none -> new LinkedHashMap<>())
                                            .put(head, uid.orElse(null)));
        }
        for (Map.Entry<TargetFolder, Map<ItemHead, Uid>> entry : placed.entrySet()) {
            compare(entry.getKey(), entry.getValue(), copied, findings);
        }
    }

    private Optional<TargetFolder> target(ReportItem item, ItemHead head, Findings findings)
            throws MailboxException {
        Optional<DestinationFolder> place = item.destination();
        if (place.isEmpty()) {
            FolderPath in = ends.lying(folder, head.places()).folder().path();
            Optional<DestinationFolder> planned = ends.place(leg, in);
            place = planned.isEmpty() ? planned : Optional.of(ends.home(planned.get()));
        }
        Optional<TargetFolder> target =
                place.isPresent() ? ends.folder(place.get()) : Optional.empty();
        if (target.isEmpty()) {
            String why =
                    place.filter(ends::leadsTo).isPresent()
                            ? "no such folder there"
                            : "the route does not lead there any more";
            findings.difference(
                    Kind.MISSING, head.uid(), place.map(Objects::toString).orElse("a copy"), why);
        }
        return target;
    }

    /** By fingerprint, each item of the destination for one of the source. */
    private Map<ItemHead, Optional<Uid>> search(
            TargetFolder target, List<ItemHead> heads, Findings findings) throws MailboxException {
        Map<Uid, ItemHead> open = new LinkedHashMap<>();
        heads.stream()
                .filter(head -> !byFingerprint.containsKey(head.uid()))
                .forEach(head -> open.put(head.uid(), head));
        Map<ItemHead, Fingerprint> wanted = new LinkedHashMap<>();
        new MessageNames(source.get(), folder, breaking)
                .ofEach(open.keySet())
                .forEach((uid, print) -> wanted.put(open.get(uid), print));
        Map<ItemHead, Uid> found = target.find(wanted, this::contents);
        found.forEach((head, uid) -> byFingerprint.put(head.uid(), Optional.of(uid)));
        for (Map.Entry<ItemHead, Fingerprint> entry : wanted.entrySet()) {
            if (!found.containsKey(entry.getKey())) {
                Optional<Uid> nearest = target.nearest(entry.getValue());
                byFingerprint.put(entry.getKey().uid(), nearest);
                nearest.ifPresent(uid -> unlike.add(entry.getKey().uid()));
            }
        }
        Map<ItemHead, Optional<Uid>> all = new LinkedHashMap<>();
        for (ItemHead head : heads) {
            if (byFingerprint.containsKey(head.uid())) {
                all.put(head, byFingerprint.get(head.uid()));
            } else {
                findings.difference(
                        Kind.NOT_COMPARED,
                        head.uid(),
                        "",
                        "where its copy is, only its header can tell, and the source lists this"
                                + " item but does not tell its header");
            }
        }
        return all;
    }

    private Map<ItemHead, Digest> contents(Collection<ItemHead> heads) throws MailboxException {
        List<ItemHead> sorted = heads.stream().sorted(Comparator.comparing(ItemHead::uid)).toList();
        Map<Uid, String> digests = Digests.of(source.get(), folder, sorted);
        Map<ItemHead, Digest> contents = new HashMap<>();
        for (ItemHead head : heads) {
            if (digests.containsKey(head.uid())) {
                contents.put(head, Digest.ofSha256(digests.get(head.uid())));
            }
        }
        return contents;
    }

    private void compare(
            TargetFolder target,
            Map<ItemHead, Uid> placed,
            Map<ItemHead, ReportItem> copied,
            Findings findings)
            throws MailboxException {
        Map<Uid, ItemHead> there =
                target.heads(placed.values().stream().filter(Objects::nonNull).toList());
        ItemComparison comparison =
                new ItemComparison(
                        target.session().capabilities(), settings.mappings(), placing(target));
        Map<ItemHead, Copy> toRead = new LinkedHashMap<>();
        for (Map.Entry<ItemHead, Uid> entry : placed.entrySet()) {
            ItemHead head = entry.getKey();
            ItemHead copy = entry.getValue() == null ? null : there.get(entry.getValue());
            if (copy == null && CopyNote.kept(copied.get(head).entry().reason()).isPresent()) {
                findings.difference(
                        Kind.KEPT,
                        head.uid(),
                        "",
                        CopyNote.kept(copied.get(head).entry().reason()).get());
                continue;
            }
            if (copy == null) {
                String uid = entry.getValue() == null ? "a copy" : "UID " + entry.getValue();
                findings.difference(
                        Kind.MISSING, head.uid(), uid + " in " + target.path(), "nothing");
                continue;
            }
            findings.matched(target);
            String note = copied.get(head).entry().reason();
            Optional<Places> shared = target.shared(copy.uid(), ends.mayMerge(leg));
            boolean equal =
                    shared.isPresent()
                            ? comparison.shared(
                                    head,
                                    copy,
                                    copied.get(head).entry().reason(),
                                    shared.get(),
                                    findings)
                            : comparison.heads(head, copy, copied.get(head).entry(), findings);
            Optional<String> converted = CopyNote.converted(note);
            Optional<String> repaired = CopyNote.repaired(note);
            Optional<String> kept = CopyNote.kept(note).or(() -> CopyNote.beside(note));
            if (kept.isPresent()) {
                findings.difference(Kind.KEPT, head.uid(), "", kept.get());
            } else if (converted.isPresent()) {
                findings.difference(Kind.CONVERTED, head.uid(), "", converted.get());
            } else if (repaired.isPresent()) {
                findings.difference(Kind.REPAIRED, head.uid(), "", repaired.get());
            } else if (settings.content() || folder.kind().changes()) {
                toRead.put(head, new Copy(copy, equal));
            } else if (ItemComparison.sizes(head, copy, findings)) {
                if (unlike.contains(head.uid())) {
                    ItemComparison.header(head, copy, findings);
                } else if (equal) {
                    findings.equal();
                }
            }
        }
        contents(target, toRead, findings);
    }

    private ItemComparison.Placing placing(TargetFolder target) {
        return (atSource, mappings) -> {
            SourcePlaces.Lying lying = ends.lying(folder, atSource);
            if (ends.isHome(folder) && lying.excluded().isPresent()) {
                return Optional.empty();
            }
            Folder in = settings.mappings().folder(mappings, lying.folder()).orElse(lying.folder());
            Places further =
                    settings.mappings().places(mappings, lying.further()).orElse(lying.further());
            return Optional.of(
                    ends.placed(leg, in.path(), lying.label(), further, target.path())
                            .without(target.path()));
        };
    }

    /** An item of the destination, and whether it differs already without its content. */
    private record Copy(ItemHead head, boolean sameHead) {}

    private void contents(TargetFolder target, Map<ItemHead, Copy> toRead, Findings findings)
            throws MailboxException {
        Map<Uid, String> expected = Digests.of(source.get(), folder, List.copyOf(toRead.keySet()));
        List<ItemHead> copies = new ArrayList<>();
        toRead.values().forEach(copy -> copies.add(copy.head()));
        copies.sort(Comparator.comparing(ItemHead::uid));
        Map<Uid, String> found = Digests.of(target.session(), target.path(), copies);
        for (Map.Entry<ItemHead, Copy> entry : toRead.entrySet()) {
            boolean equal =
                    ItemComparison.contents(
                            entry.getKey(),
                            Optional.ofNullable(expected.get(entry.getKey().uid())),
                            Optional.ofNullable(found.get(entry.getValue().head().uid())),
                            findings);
            if (equal && entry.getValue().sameHead()) {
                findings.equal();
            }
        }
    }
}
