package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lists folders with their roles and subscriptions, in one round trip. */
final class FolderListing {
    /** INBOX first, parents before children. */
    private static final Comparator<FolderPath> ORDER =
            Comparator.comparing((FolderPath path) -> !path.names().get(0).equals("INBOX"))
                    .thenComparing(FolderPath::names, FolderListing::compareNames);

    /** No mailbox has more; a server that goes on for ever is not kept in memory. */
    static final int MOST_FOLDERS = 50_000;

    /** Characters of all names. */
    private static final int LONGEST_NAMES = 4_000_000;

    private static final int MOST_OVERLOOKED = 100;

    private final Wire wire;
    private final Capabilities announced;
    private final boolean withStatus;
    private final List<String> tags = new ArrayList<>();
    private final Map<String, ListLine> listed = new LinkedHashMap<>();
    private final Set<String> subscribed = new HashSet<>();
    private final StatusAnswers statuses = new StatusAnswers();
    private final Set<String> overlooked = new LinkedHashSet<>();
    private long characters;
    private boolean tooMany;
    private boolean extended;

    private FolderListing(Wire wire, Capabilities announced, boolean withStatus) {
        this.wire = wire;
        this.announced = announced;
        this.withStatus = withStatus;
    }

    /**
     * Asks without waiting.
     *
     * @param withStatus also where each folder stands, if the server tells that with the list
     */
    static FolderListing ask(Wire wire, Capabilities announced, boolean withStatus)
            throws MailboxException {
        wire.doing("listing folders");
        FolderListing listing = new FolderListing(wire, announced, withStatus);
        if (announced.has("LIST-EXTENDED")) {
            listing.askExtended();
        } else {
            listing.askPlain();
        }
        return listing;
    }

    /** RFC 5258 with RFC 6154 and RFC 5819. Older Cyrus tells roles only when asked so. */
    private void askExtended() throws MailboxException {
        extended = true;
        StringBuilder asked = new StringBuilder("SUBSCRIBED CHILDREN");
        if (announced.has("SPECIAL-USE")) {
            asked.append(" SPECIAL-USE");
        }
        if (withStatus && announced.has("LIST-STATUS")) {
            asked.append(" STATUS ").append(FolderStatuses.items(announced));
        }
        tags.add(wire.send("LIST \"\" \"*\" RETURN (" + asked + ")"));
    }

    private void askPlain() throws MailboxException {
        extended = false;
        tags.add(wire.send("LIST \"\" \"*\""));
        tags.add(wire.send("LSUB \"\" \"*\""));
    }

    /** Takes in an untagged line, whatever it is. */
    void add(ServerLine line) {
        if (line.keyEquals("LIST")) {
            Optional<ListLine> parsed = ListLine.parse(line);
            if (parsed.isEmpty()) {
                overlook("The server lists a folder in a line that cannot be read", line);
            } else if (listed.size() >= MOST_FOLDERS
                    || characters + parsed.get().name().length() > LONGEST_NAMES) {
                tooMany = true;
            } else {
                characters += parsed.get().name().length();
                // INBOX is the one name without regard to case
                String name = parsed.get().name();
                String key = AsciiCase.equal(name, "INBOX") ? "INBOX" : name;
                listed.merge(key, parsed.get(), ListLine::and);
            }
        } else if (line.keyEquals("LSUB")) {
            ListLine.parse(line)
                    .filter(it -> listed.containsKey(it.name()))
                    .ifPresent(it -> subscribed.add(it.name()));
        } else {
            statuses.add(line);
        }
    }

    /** Waits for the answers. */
    List<Folder> folders(WireNames names) throws MailboxException {
        ServerLine end = readTags();
        if (!end.isOK() && extended) {
            listed.clear();
            overlooked.clear();
            askPlain();
            end = readTags();
        }
        if (!end.isOK()) {
            throw ServerRefusals.of(wire.mailbox(), "listing folders", end, Scope.MAILBOX);
        }
        Map<FolderPath, Folder> found = new TreeMap<>(ORDER);
        List<ListLine> own =
                listed.values().stream().filter(line -> !names.isForeign(line)).toList();
        Map<ListLine, FolderPath> paths = names.listed(own);
        for (ListLine line : own) {
            if (paths.containsKey(line)) {
                add(line, paths.get(line), found);
            } else if (line.isSelectable()) {
                overlooked.add(
                        "The server lists a folder without a name, \""
                                + ServerLine.readable(line.name())
                                + "\"; nothing of it is read.");
            }
        }
        if (tooMany) {
            overlooked.add(
                    "The server lists more than "
                            + listed.size()
                            + " folders, or their names are longer than "
                            + LONGEST_NAMES
                            + " characters together; the others are not read.");
        }
        found.putIfAbsent(FolderPath.INBOX, Folder.of(FolderPath.INBOX));
        addMissingParents(found);
        return List.copyOf(found.values());
    }

    /** The end of LIST; a server without LSUB subscribes nobody to anything. */
    private ServerLine readTags() throws MailboxException {
        ServerLine first = wire.readTo(tags.get(0), this::add);
        for (String tag : tags.subList(1, tags.size())) {
            wire.readTo(tag, this::add);
        }
        tags.clear();
        return first;
    }

    /** What was told of where the folders stand. */
    StatusAnswers statuses() {
        return statuses;
    }

    /** What the server told of folders that are not among these. */
    List<String> overlooked() {
        return List.copyOf(overlooked);
    }

    private void overlook(String what, ServerLine line) {
        if (overlooked.size() < MOST_OVERLOOKED) {
            overlooked.add(what + ": \"" + line.words() + "\"; nothing of it is read.");
        }
    }

    private void add(ListLine line, FolderPath path, Map<FolderPath, Folder> found) {
        boolean shown = extended ? line.has("\\subscribed") : subscribed.contains(line.name());
        Optional<SpecialUse> use =
                line.attributes().stream()
                        .map(SpecialUse::parse)
                        .flatMap(Optional::stream)
                        .findFirst();
        found.put(path, new Folder(path, line.isSelectable(), shown, use));
    }

    private static void addMissingParents(Map<FolderPath, Folder> found) {
        for (FolderPath path : List.copyOf(found.keySet())) {
            Optional<FolderPath> parent = path.parent();
            while (parent.isPresent() && !found.containsKey(parent.get())) {
                found.put(parent.get(), new Folder(parent.get(), false, false, Optional.empty()));
                parent = parent.get().parent();
            }
        }
    }

    private static int compareNames(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
