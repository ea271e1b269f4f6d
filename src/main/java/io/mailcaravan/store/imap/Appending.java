package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Appends batches in as few round trips as the server allows: one command for all (MULTIAPPEND),
 * else one command each without waiting in between, else one after the other.
 */
final class Appending {
    /** Unread answers; they must fit into the socket's buffers while this side only writes. */
    private static final int UNDER_WAY = 64;

    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;
    private final Folders folders;
    private final FlagsAfterAppend flagsAfterAppend;
    private final OptionalLong limit;

    Appending(
            Wire wire,
            Capabilities announced,
            FolderNames names,
            Folders folders,
            FlagsAfterAppend flagsAfterAppend,
            OptionalLong limit) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.folders = folders;
        this.flagsAfterAppend = flagsAfterAppend;
        this.limit = limit;
    }

    List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        wire.doing("appending to " + folder);
        Run run = new Run(folder, batch);
        if (announced.has("MULTIAPPEND")) {
            run.together(run.sendable());
        } else {
            run.oneByOne(run.sendable());
        }
        List<AppendOutcome> outcomes = run.result.all();
        return flagsAfterAppend.apply(folder, batch, outcomes);
    }

    private final class Run {
        private final FolderPath folder;
        private final String command;
        private final List<AppendData> data = new ArrayList<>();
        private final AppendResult result;

        Run(FolderPath folder, List<Item> batch) throws MailboxException {
            this.folder = folder;
            this.command = "APPEND " + folders.name(folder);
            this.result = new AppendResult(batch.size());
            for (Item item : batch) {
                Flags flags = item.head().flags();
                Flags kept = flags.isEmpty() ? flags : folders.permanentFlags(folder).keep(flags);
                data.add(new AppendData(item, kept, names.utf8() && hasUtf8Header(item)));
            }
        }

        private boolean hasUtf8Header(Item item) throws MailboxException {
            try {
                return Headers.areUtf8(item.content());
            } catch (IOException e) {
                throw Reading.spoolFailure(wire.place(), e);
            }
        }

        /** The items' places, without those over the limit, which are refused here. */
        List<Integer> sendable() {
            List<Integer> items = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                long size = data.get(i).item().content().size();
                if (limit.isPresent() && size > limit.getAsLong()) {
                    result.refused(
                            i,
                            new MailboxException(
                                    Scope.MESSAGE,
                                    Retry.NEVER,
                                    wire.place()
                                            + ": a message of "
                                            + size
                                            + " bytes is over the limit of "
                                            + limit.getAsLong()
                                            + " bytes for "
                                            + folder,
                                    "Raise the limit on the server, or leave the message out."));
                } else {
                    items.add(i);
                }
            }
            return items;
        }

        /** RFC 3502: all or none; a refused batch is halved until the bad message is alone. */
        void together(List<Integer> items) throws MailboxException {
            if (items.isEmpty() || result.isBlocked()) {
                return;
            }
            String tag = wire.begin(command);
            ServerLine end = null;
            for (int item : items) {
                end = data.get(item).write(wire, announced, tag, line -> {});
                if (end != null) {
                    break;
                }
            }
            if (end == null) {
                wire.end();
                end = wire.readTo(tag, line -> {});
            }
            if (end.isOK()) {
                appended(items, end);
                return;
            }
            MailboxException reason = reason(end);
            if (items.size() == 1 || reason.scope() != Scope.MESSAGE) {
                items.forEach(item -> result.refused(item, reason));
                return;
            }
            int half = items.size() / 2;
            together(items.subList(0, half));
            together(items.subList(half, items.size()));
        }

        void oneByOne(List<Integer> items) throws MailboxException {
            Deque<Integer> underWay = new ArrayDeque<>();
            Deque<String> tags = new ArrayDeque<>();
            for (int item : items) {
                AppendData one = data.get(item);
                boolean waits = !announced.nonSynchronizing(one.item().content().size());
                while (tags.size() >= (waits ? 1 : UNDER_WAY)) {
                    finish(underWay.remove(), wire.readTo(tags.remove(), line -> {}));
                }
                if (result.isBlocked()) {
                    break;
                }
                String tag = wire.begin(command);
                ServerLine refusal = one.write(wire, announced, tag, line -> {});
                if (refusal != null) {
                    finish(item, refusal);
                } else {
                    wire.end();
                    underWay.add(item);
                    tags.add(tag);
                }
            }
            while (!tags.isEmpty()) {
                finish(underWay.remove(), wire.readTo(tags.remove(), line -> {}));
            }
        }

        private void finish(int item, ServerLine end) {
            if (end.isOK()) {
                appended(List.of(item), end);
            } else {
                result.refused(item, reason(end));
            }
        }

        private void appended(List<Integer> items, ServerLine end) {
            List<Optional<Uid>> uids = AppendUids.of(end, items.size());
            for (int i = 0; i < items.size(); i++) {
                result.appended(
                        items.get(i), new Appended(uids.get(i), data.get(items.get(i)).dropped()));
            }
        }

        private MailboxException reason(ServerLine end) {
            return Refusals.of(wire.place(), "cannot append to " + folder, end, Scope.MESSAGE);
        }
    }
}
