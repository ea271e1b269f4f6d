package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The mailboxes of an account as folders. Each has one path and each path one mailbox: the mailbox
 * with the role {@code inbox} is INBOX whatever it is called, and one whose path is taken by INBOX,
 * by {@link Home} or by a sibling gets words behind its name. A mailbox with the role {@code all}
 * is not told, as it holds what the home folder holds.
 */
final class MailboxTree {

    /** Behind the name of a mailbox that would have another folder's path. */
    private static final String TAKEN = " (mailbox)";

    private static final Map<String, SpecialUse> ROLES =
            Map.of(
                    "archive", SpecialUse.ARCHIVE,
                    "drafts", SpecialUse.DRAFTS,
                    "flagged", SpecialUse.FLAGGED,
                    "important", SpecialUse.IMPORTANT,
                    "junk", SpecialUse.JUNK,
                    "sent", SpecialUse.SENT,
                    "trash", SpecialUse.TRASH);

    private final Map<String, FolderPath> paths = new LinkedHashMap<>();
    private final Map<FolderPath, Mailbox> mailboxes = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();

    /** A mailbox as the server tells it. */
    private record Mailbox(
            String id, String name, String parent, String role, boolean subscribed, boolean reads) {

        static Mailbox of(JsonNode told) {
            return new Mailbox(
                    told.path("id").asText(""),
                    told.path("name").asText(""),
                    told.path("parentId").asText(""),
                    told.path("role").asText("").toLowerCase(Locale.ROOT),
                    told.path("isSubscribed").asBoolean(true),
                    told.path("myRights").path("mayReadItems").asBoolean(true));
        }

        boolean isInbox() {
            return role.equals("inbox");
        }

        /** What the path of a folder cannot do without. */
        String word() {
            return name.isEmpty() ? id : name;
        }
    }

    /**
     * @param list of Mailbox/get
     */
    MailboxTree(JsonNode list) {
        Map<String, Mailbox> byId = new LinkedHashMap<>();
        list.forEach(
                told -> {
                    Mailbox mailbox = Mailbox.of(told);
                    byId.put(mailbox.id(), mailbox);
                });
        Map<String, List<Mailbox>> children = new HashMap<>();
        List<Mailbox> top = new ArrayList<>();
        for (Mailbox mailbox : byId.values()) {
            if (mailbox.role().equals("all")) {
                hidden.add(mailbox.id());
            } else if (mailbox.isInbox()
                    || !byId.containsKey(mailbox.parent())
                    || byId.get(mailbox.parent()).role().equals("all")) {
                top.add(mailbox);
            } else {
                children.computeIfAbsent(mailbox.parent(), none -> new ArrayList<>()).add(mailbox);
            }
        }
        add(Optional.empty(), top, children);
    }

    /** The same mailboxes give the same paths, in whatever order they are told. */
    private void add(
            Optional<FolderPath> parent, List<Mailbox> siblings, Map<String, List<Mailbox>> all) {
        siblings.sort(
                Comparator.comparing((Mailbox mailbox) -> !mailbox.isInbox())
                        .thenComparing(mailbox -> Home.is(path(parent, mailbox.word())))
                        .thenComparing(Mailbox::word)
                        .thenComparing(Mailbox::id));
        for (Mailbox mailbox : siblings) {
            FolderPath path =
                    mailbox.isInbox() && !mailboxes.containsKey(FolderPath.INBOX)
                            ? FolderPath.INBOX
                            : free(parent, mailbox.word());
            paths.put(mailbox.id(), path);
            mailboxes.put(path, mailbox);
            add(Optional.of(path), all.getOrDefault(mailbox.id(), new ArrayList<>()), all);
        }
    }

    private FolderPath free(Optional<FolderPath> parent, String word) {
        FolderPath path = path(parent, word);
        return Home.is(path) || mailboxes.containsKey(path) ? free(parent, word + TAKEN) : path;
    }

    private static FolderPath path(Optional<FolderPath> parent, String word) {
        return parent.map(above -> above.child(word)).orElseGet(() -> FolderPath.of(word));
    }

    /** All folders, with the home folder first. */
    List<Folder> folders() {
        List<Folder> folders = new ArrayList<>();
        folders.add(Folder.of(Home.PATH)); // without the role: no email lies in it alone
        mailboxes.forEach(
                (path, mailbox) ->
                        folders.add(
                                new Folder(
                                        path,
                                        mailbox.reads(),
                                        mailbox.subscribed(),
                                        Optional.ofNullable(ROLES.get(mailbox.role())))));
        return folders;
    }

    boolean has(FolderPath path) {
        return Home.is(path) || mailboxes.containsKey(path);
    }

    /** The id of the mailbox with that path. */
    Optional<String> id(FolderPath path) {
        return Optional.ofNullable(mailboxes.get(path)).map(Mailbox::id);
    }

    /** The path of the mailbox with that id. */
    Optional<FolderPath> path(String id) {
        return Optional.ofNullable(paths.get(id));
    }

    /** Whether nothing is known of that mailbox. */
    boolean isUnknown(String id) {
        return !paths.containsKey(id) && !hidden.contains(id);
    }

    /** The mailbox that has this role. */
    Optional<String> withRole(String role) {
        return mailboxes.values().stream()
                .filter(mailbox -> mailbox.role().equals(role))
                .map(Mailbox::id)
                .findFirst();
    }

    /** The word for a role that can be given to a mailbox. */
    static Optional<String> role(SpecialUse use) {
        return ROLES.entrySet().stream()
                .filter(entry -> entry.getValue() == use)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Where an email goes that is to lie nowhere in particular: the archive, else the inbox. */
    Optional<String> fallback() {
        return withRole("archive").or(() -> withRole("inbox")).or(() -> id(FolderPath.INBOX));
    }

    /** A short text that is another one whenever any mailbox has another path. */
    String mark() {
        String all =
                paths.entrySet().stream()
                        .map(entry -> entry.getKey() + "\n" + entry.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining());
        return Digest.of(all).text().substring(0, 16);
    }
}
