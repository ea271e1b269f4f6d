package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The mailboxes of one account: looked at, created, subscribed to. */
final class Mailboxes {

    private static final int LONGEST_NAME = 255;
    private static final Pattern INVALID_NAME = Pattern.compile("(?i)invalid (mailbox )?name");

    private final JmapWire wire;
    private MailboxTree tree;

    Mailboxes(JmapWire wire) {
        this.wire = wire;
    }

    /** As they are now. */
    MailboxTree refresh() throws MailboxException {
        ObjectNode arguments = JsonAnswer.object();
        arguments.putNull("ids");
        List.of("id", "name", "parentId", "role", "isSubscribed", "myRights")
                .forEach(arguments.putArray("properties")::add);
        JsonNode answer = wire.ask("cannot list the mailboxes", "Mailbox/get", arguments);
        if (!answer.path("list").isArray()) {
            throw wire.incomplete("cannot list the mailboxes", "it has no list");
        }
        tree = new MailboxTree(answer.get("list"));
        return tree;
    }

    /** As they were when somebody looked last in this session. */
    MailboxTree known() throws MailboxException {
        return tree == null ? refresh() : tree;
    }

    /** The mailboxes with that folder in it; looks anew for one that is not known. */
    MailboxTree with(FolderPath folder) throws MailboxException {
        MailboxTree now = known().has(folder) ? known() : refresh();
        if (!now.has(folder)) {
            throw missing(folder);
        }
        return now;
    }

    private MailboxException missing(FolderPath folder) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                wire.web().mailbox() + ": there is no folder '" + folder + "'",
                "The folder is not there.");
    }

    /**
     * The ids of these places.
     *
     * @return never none: what is to lie nowhere in particular lies in the archive or the inbox
     * @throws MailboxException scope FOLDER where one is not there
     */
    Set<String> ids(Places places) throws MailboxException {
        Set<String> ids = new HashSet<>();
        for (FolderPath place : places.folders()) {
            if (!Home.is(place)) {
                ids.add(with(place).id(place).orElseThrow(() -> missing(place)));
            }
        }
        if (ids.isEmpty()) {
            ids.add(known().fallback().orElseThrow(() -> missing(FolderPath.INBOX)));
        }
        return ids;
    }

    /** Where an email lies. */
    Places places(JsonNode mailboxIds) throws MailboxException {
        List<String> ids = new ArrayList<>();
        mailboxIds
                .properties()
                .forEach(
                        entry -> {
                            if (entry.getValue().asBoolean()) {
                                ids.add(entry.getKey());
                            }
                        });
        if (ids.stream().anyMatch(known()::isUnknown)) {
            refresh();
        }
        Set<FolderPath> folders = new HashSet<>();
        for (String id : ids) {
            known().path(id).ifPresent(folders::add);
        }
        return new Places(folders);
    }

    /** Why there can be no such mailbox; empty where nobody knows. */
    static Optional<String> nameProblem(FolderPath folder) {
        for (String name : folder.names()) {
            if (name.length() > LONGEST_NAME) {
                return Optional.of("a name has at most " + LONGEST_NAME + " characters here");
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("a name has no control characters here");
            }
        }
        return Optional.empty();
    }

    /** Makes the folder, with those above it. */
    void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        if (Home.is(folder) || refresh().has(folder)) {
            return;
        }
        Optional<String> problem = nameProblem(folder);
        if (problem.isPresent()) {
            throw refused(folder, problem.get());
        }
        List<FolderPath> lacking = new ArrayList<>();
        FolderPath above = folder;
        while (above != null && !tree.has(above)) {
            lacking.add(0, above);
            above = above.parent().orElse(null);
        }
        Optional<String> parent = above == null ? Optional.empty() : tree.id(above);
        for (FolderPath one : lacking) {
            Optional<String> role =
                    one.equals(folder)
                            ? use.flatMap(MailboxTree::role)
                                    .filter(word -> tree.withRole(word).isEmpty())
                            : Optional.empty();
            parent = Optional.of(create(one, parent, role));
        }
        if (!refresh().path(parent.orElseThrow()).filter(folder::equals).isPresent()) {
            destroy(parent.get());
            throw refused(folder, "the server makes another name of it");
        }
    }

    /**
     * @return its id
     */
    private String create(FolderPath folder, Optional<String> parent, Optional<String> role)
            throws MailboxException {
        ObjectNode arguments = JsonAnswer.object();
        ObjectNode mailbox = arguments.putObject("create").putObject("m");
        mailbox.put("name", folder.name());
        mailbox.put("parentId", parent.orElse(null));
        role.ifPresent(word -> mailbox.put("role", word));
        JsonNode answer =
                wire.change("cannot create folder '" + folder + "'", "Mailbox/set", arguments);
        JsonNode created = answer.path("created").path("m");
        if (created.path("id").isTextual()) {
            return created.get("id").asText();
        }
        Optional<String> there = refresh().id(folder); // somebody else may have been faster
        if (there.isPresent()) {
            return there.get();
        }
        JsonNode error = answer.path("notCreated").path("m");
        if (role.isPresent()) {
            return create(folder, parent, Optional.empty()); // not every server gives roles
        }
        SetError why = SetError.of(error);
        // Cyrus says serverFail to names that it cannot have
        throw INVALID_NAME.matcher(why.description()).find()
                ? refused(folder, "the server says \"" + why.description() + "\"")
                : why.of(
                        wire.web().mailbox() + ": cannot create folder '" + folder + "'",
                        Scope.FOLDER);
    }

    private void destroy(String id) throws MailboxException {
        ObjectNode arguments = JsonAnswer.object();
        arguments.putArray("destroy").add(id);
        wire.change("cannot take back a folder", "Mailbox/set", arguments);
        refresh();
    }

    private MailboxException refused(FolderPath folder, String why) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                wire.web().mailbox() + ": cannot create folder '" + folder + "': " + why,
                "Map it to another name.");
    }

    /** Shows it to its owner. */
    void subscribe(FolderPath folder) throws MailboxException {
        Optional<String> id = with(folder).id(folder);
        if (id.isEmpty()) {
            return; // the home folder
        }
        ObjectNode arguments = JsonAnswer.object();
        arguments.putObject("update").putObject(id.get()).put("isSubscribed", true);
        JsonNode answer =
                wire.change("cannot subscribe to '" + folder + "'", "Mailbox/set", arguments);
        JsonNode error = answer.path("notUpdated").path(id.get());
        if (error.isObject()) {
            throw SetError.of(error)
                    .of(
                            wire.web().mailbox() + ": cannot subscribe to '" + folder + "'",
                            Scope.FOLDER);
        }
    }
}
