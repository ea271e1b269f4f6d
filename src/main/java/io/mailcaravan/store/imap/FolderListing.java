package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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

    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;

    FolderListing(Wire wire, Capabilities announced, FolderNames names) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
    }

    List<Folder> folders() throws MailboxException {
        wire.doing("listing folders");
        Map<FolderPath, Folder> found = new TreeMap<>(ORDER);
        if (!announced.has("LIST-EXTENDED") || !extended(found)) {
            plain(found);
        }
        found.putIfAbsent(FolderPath.INBOX, Folder.of(FolderPath.INBOX));
        addMissingParents(found);
        return List.copyOf(found.values());
    }

    /** RFC 5258 with RFC 6154. Older Cyrus tells roles only when asked so. */
    private boolean extended(Map<FolderPath, Folder> found) throws MailboxException {
        String asked =
                announced.has("SPECIAL-USE")
                        ? "SUBSCRIBED CHILDREN SPECIAL-USE"
                        : "SUBSCRIBED CHILDREN";
        ServerLine end =
                wire.readTo(
                        wire.send("LIST \"\" \"*\" RETURN (" + asked + ")"),
                        line -> {
                            if (line.keyEquals("LIST")) {
                                add(ListLine.parse(line), found, null);
                            }
                        });
        if (!end.isOK()) {
            found.clear();
        }
        return end.isOK();
    }

    private void plain(Map<FolderPath, Folder> found) throws MailboxException {
        String list = wire.send("LIST \"\" \"*\"");
        String lsub = wire.send("LSUB \"\" \"*\"");
        List<ListLine> all = new ArrayList<>();
        Set<String> subscribed = new HashSet<>();
        ServerLine listed =
                wire.readTo(
                        list,
                        line -> {
                            if (line.keyEquals("LIST")) {
                                all.add(ListLine.parse(line));
                            } else if (line.keyEquals("LSUB")) {
                                subscribed.add(ListLine.parse(line).name());
                            }
                        });
        // a server without LSUB subscribes nobody to anything
        wire.readTo(
                lsub,
                line -> {
                    if (line.keyEquals("LSUB")) {
                        subscribed.add(ListLine.parse(line).name());
                    }
                });
        if (!listed.isOK()) {
            throw Refusals.of(wire.place(), "listing folders", listed, Scope.MAILBOX);
        }
        all.forEach(line -> add(line, found, subscribed));
    }

    private void add(ListLine line, Map<FolderPath, Folder> found, Set<String> subscribed) {
        Optional<FolderPath> path = names.listed(line);
        if (path.isEmpty()) {
            return;
        }
        boolean selectable = !line.has("\\noselect") && !line.has("\\nonexistent");
        boolean shown =
                subscribed == null ? line.has("\\subscribed") : subscribed.contains(line.name());
        Optional<SpecialUse> use =
                line.attributes().stream()
                        .map(SpecialUse::parse)
                        .flatMap(Optional::stream)
                        .findFirst();
        found.put(path.get(), new Folder(path.get(), selectable, shown, use));
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
