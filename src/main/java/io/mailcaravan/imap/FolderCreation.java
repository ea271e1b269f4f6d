package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.NewFolder;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Creates folders with their role where the server takes it (RFC 6154, 3), subscribes to them and
 * asks where they stand, all in one round trip: only what is refused costs more.
 */
final class FolderCreation {
    /** Folders asked for without an answer; these must fit into the socket's buffers. */
    private static final int UNDER_WAY = 50;

    private static final System.Logger LOG = System.getLogger(FolderCreation.class.getName());

    private final Wire wire;
    private final Capabilities announced;
    private final WireNames names;
    private final FolderStatuses statuses;

    FolderCreation(Wire wire, Capabilities announced, WireNames names, FolderStatuses statuses) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.statuses = statuses;
    }

    /** What has become of one folder so far. */
    private static final class Creation {
        final NewFolder folder;
        String bytes;
        String name;
        boolean there;
        boolean subscribed;
        MailboxException failure;

        Creation(NewFolder folder) {
            this.folder = folder;
            this.there = folder.path().isInbox();
        }

        boolean isMissing() {
            return !there && name != null;
        }
    }

    void create(NewFolder folder) throws MailboxException {
        Optional<MailboxException> failure = createAll(List.of(folder)).get(0);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Why each of them is not there; empty where it is. */
    List<Optional<MailboxException>> createAll(List<NewFolder> folders) throws MailboxException {
        wire.doing("creating folders");
        List<Creation> all = new ArrayList<>();
        for (NewFolder folder : folders) {
            Creation creation = new Creation(folder);
            try {
                creation.bytes = names.wire(folder.path());
                creation.name = Strings.inline(creation.bytes, announced, names.utf8());
            } catch (MailboxException e) {
                creation.failure = e;
            }
            all.add(creation);
        }
        List<Creation> possible = all.stream().filter(it -> it.name != null).toList();
        StatusAnswers answers = new StatusAnswers();
        for (int from = 0; from < possible.size(); from += UNDER_WAY) {
            create(possible.subList(from, Math.min(from + UNDER_WAY, possible.size())), answers);
        }
        for (Creation creation : all) {
            if (creation.failure != null && creation.failure.scope() != Scope.FOLDER) {
                throw creation.failure;
            }
        }
        statuses.keep(answers);
        return all.stream().map(it -> Optional.ofNullable(it.failure)).toList();
    }

    private void create(List<Creation> some, StatusAnswers answers) throws MailboxException {
        Predicate<Creation> shown = it -> it.folder.subscribed();
        Map<Creation, String> created = send(some, Creation::isMissing, this::create);
        Map<Creation, String> subscribed = send(some, shown, it -> "SUBSCRIBE " + it.name);
        Map<Creation, String> status =
                some.size() == 1
                        ? Map.of()
                        : send(some, it -> true, it -> statuses.command(it.name));
        receive(created, line -> {}, this::created);
        receive(subscribed, line -> {}, (it, end) -> it.subscribed = end.isOK());
        receive(status, answers::add, (it, end) -> {});

        // another folder may have the role already; the name matters more
        Predicate<Creation> roleless = it -> it.isMissing() && withRole(it);
        receive(send(some, roleless, it -> "CREATE " + it.name), line -> {}, this::created);
        // for servers that refuse without a response code
        for (Creation creation : some) {
            if (creation.isMissing()) {
                creation.there = exists(creation);
            }
        }
        receive(
                send(some, it -> it.there && shown.test(it) && !it.subscribed, this::subscribe),
                line -> {},
                this::subscribed);
        receive(
                send(some, it -> !it.there && it.subscribed, it -> "UNSUBSCRIBE " + it.name),
                line -> {},
                (it, end) -> {});
    }

    private boolean withRole(Creation creation) {
        return creation.folder.use().isPresent() && announced.has("CREATE-SPECIAL-USE");
    }

    private String create(Creation creation) {
        return "CREATE "
                + creation.name
                + (withRole(creation)
                        ? " (USE (" + creation.folder.use().orElseThrow().text() + "))"
                        : "");
    }

    private void created(Creation creation, ServerLine end) {
        creation.there = end.isOK() || end.code().equals("ALREADYEXISTS");
        creation.failure = creation.there ? null : refusal("create", creation, end);
    }

    private String subscribe(Creation creation) {
        return "SUBSCRIBE " + creation.name;
    }

    private void subscribed(Creation creation, ServerLine end) {
        creation.subscribed = end.isOK();
        if (!end.isOK()) {
            // messages can be put into it all the same
            LOG.log(Level.WARNING, () -> refusal("subscribe to", creation, end).getMessage());
        }
    }

    private MailboxException refusal(String what, Creation creation, ServerLine end) {
        String sentence = "cannot " + what + " the folder " + creation.folder.path();
        return ServerRefusals.of(wire.mailbox(), sentence, end, Scope.FOLDER);
    }

    private boolean exists(Creation creation) throws MailboxException {
        boolean[] found = {false};
        wire.readTo(
                wire.send("LIST \"\" " + creation.name),
                line -> {
                    if (line.keyEquals("LIST")) {
                        found[0] |=
                                ListLine.parse(line)
                                        .filter(ListLine::isSelectable)
                                        .filter(list -> list.name().equals(creation.bytes))
                                        .isPresent();
                    }
                });
        if (found[0]) {
            creation.failure = null;
        }
        return found[0];
    }

    private Map<Creation, String> send(
            List<Creation> some, Predicate<Creation> which, Function<Creation, String> command)
            throws MailboxException {
        Map<Creation, String> tags = new LinkedHashMap<>();
        for (Creation creation : some) {
            if (which.test(creation)) {
                tags.put(creation, wire.send(command.apply(creation)));
            }
        }
        return tags;
    }

    private void receive(
            Map<Creation, String> tags,
            Consumer<ServerLine> untagged,
            BiConsumer<Creation, ServerLine> ended)
            throws MailboxException {
        for (Map.Entry<Creation, String> tag : tags.entrySet()) {
            ended.accept(tag.getKey(), wire.readTo(tag.getValue(), untagged));
        }
    }
}
