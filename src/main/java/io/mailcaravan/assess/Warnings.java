package io.mailcaravan.assess;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.UnmetName;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mapping.FolderPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the stores' capabilities and the options mean for this mailbox, in sentences. */
final class Warnings {

    /** Renamed folders that are named one by one. */
    private static final int SHOWN = 10;

    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return List.copyOf(found);
    }

    /** What the stores themselves have to say. */
    void ofStore(List<String> warnings) {
        found.addAll(warnings);
    }

    void source(Set<StoreCapability> can, AssessJob job) {
        if (!can.contains(StoreCapability.CHANGES)) {
            found.add(
                    "the source does not tell what changed (no CONDSTORE): delta passes list the"
                            + " flags of every message");
        }
        if (job.items().readsDateHeader() && !can.contains(StoreCapability.SEARCH)) {
            found.add(
                    "the source cannot search by Date header: the counts include messages that"
                            + " since or before will leave out");
        }
    }

    void destination(SignIn destination, long withKeywords) {
        if (destination.state() == SignIn.State.TO_BE_CREATED) {
            found.add(
                    "the destination mailbox is not there yet and will be created; what it can keep"
                            + " is known then");
            return;
        }
        Set<StoreCapability> can = destination.capabilities();
        lacks(
                can,
                StoreCapability.INTERNAL_DATE,
                "the destination does not keep INTERNALDATE: messages get the day of the copy");
        lacks(can, StoreCapability.FLAGS, "the destination keeps no flags: all arrive unread");
        if (withKeywords > 0) {
            lacks(
                    can,
                    StoreCapability.KEYWORDS,
                    "the destination keeps no keywords: "
                            + withKeywords
                            + " messages have some and lose them");
        }
        lacks(
                can,
                StoreCapability.APPEND_UID,
                "the destination does not tell UIDs (no UIDPLUS): flag changes and deletions cannot"
                        + " be carried over by delta passes");
        lacks(
                can,
                StoreCapability.STORE_FLAGS,
                "the destination cannot change flags: delta passes carry no flag changes over");
        lacks(
                can,
                StoreCapability.SUBSCRIPTIONS,
                "the destination keeps no subscriptions: mail programs may show folders"
                        + " differently");
    }

    private void lacks(Set<StoreCapability> can, StoreCapability capability, String consequence) {
        if (!can.contains(capability)) {
            found.add(consequence);
        }
    }

    void folders(FolderFilter filter, List<FolderPath> folders, Map<FolderPath, SpecialUse> roles) {
        for (String pattern : filter.unused(folders, roles)) {
            found.add("no folder here is meant by '" + pattern + "'");
        }
    }

    void mapping(List<UnmetName> unused) {
        for (UnmetName line : unused) {
            found.add("no folder here is meant by " + line);
        }
    }

    void merged(Map<FolderPath, List<FolderPath>> merged) {
        merged.forEach(
                (destination, sources) ->
                        found.add(
                                sources.stream().map(path -> "'" + path + "'").toList()
                                        + " are merged into '"
                                        + destination
                                        + "'"));
    }

    /** Names that the rules do not give, counted, with the first ones. */
    void renamed(List<FolderPlan.Row> renamed) {
        if (!renamed.isEmpty()) {
            found.add(
                    renamed.size()
                            + (renamed.size() == 1 ? " folder gets" : " folders get")
                            + " another name at the destination: "
                            + renamed.stream()
                                    .limit(SHOWN)
                                    .map(Warnings::renamed)
                                    .collect(Collectors.joining(", "))
                            + (renamed.size() > SHOWN ? ", ..." : ""));
        }
    }

    private static String renamed(FolderPlan.Row row) {
        return "'"
                + row.source()
                + "' becomes '"
                + row.destination()
                + "' ("
                + row.renamed().orElseThrow()
                + ")";
    }

    /** Servers rarely tell whether case counts. */
    void differInCase(FolderPlan plan, boolean known) {
        Map<String, Set<FolderPath>> bySpelling = new TreeMap<>();
        for (FolderPlan.Row row : plan.rows()) {
            bySpelling
                    .computeIfAbsent(
                            row.destination().toString().toLowerCase(Locale.ROOT),
                            spelling -> new LinkedHashSet<>())
                    .add(row.destination());
        }
        bySpelling.values().stream()
                .filter(paths -> paths.size() > 1 && !known)
                .forEach(
                        paths ->
                                found.add(
                                        paths.stream().map(path -> "'" + path + "'").toList()
                                                + " differ in case only: a destination to which"
                                                + " case means nothing makes one folder of them;"
                                                + " folderMap can give one another name"));
    }

    void notEmpty(long messages) {
        if (messages > 0) {
            found.add(
                    "the ledger knows nothing of this mailbox, and the destination's folders have "
                            + messages
                            + (messages == 1 ? " message" : " messages")
                            + ": what is there is looked at first, see the option adopt");
        }
    }
}
