package io.mailcaravan.imap;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Appends batches in as few round trips as the server allows: one command for all (MULTIAPPEND),
 * else one command each without waiting in between, else one after the other.
 *
 * <p>How many go out unanswered grows with each that arrives and falls back to one when the mailbox
 * is full, so that little is sent in vain.
 */
final class Appending {
    /** Unread answers; they must fit into the socket's buffers while this side only writes. */
    private static final int UNDER_WAY = 32;

    private static final int UNDER_WAY_AT_FIRST = 4;

    private final Wire wire;
    private final Capabilities announced;
    private final WireNames names;
    private final Folders folders;
    private final FolderStatuses statuses;
    private final FlagsAfterAppend flagsAfterAppend;
    private final AppendUids uids;
    private final OptionalLong limit;
    private int mayBeUnderWay = UNDER_WAY_AT_FIRST;

    Appending(
            Wire wire,
            Capabilities announced,
            WireNames names,
            Folders folders,
            FolderStatuses statuses,
            FlagsAfterAppend flagsAfterAppend,
            boolean mergesCopies,
            OptionalLong limit) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.folders = folders;
        this.statuses = statuses;
        this.flagsAfterAppend = flagsAfterAppend;
        this.uids = new AppendUids(statuses, folders, mergesCopies);
        this.limit = limit;
    }

    List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        wire.doing("appending to " + folder);
        uids.begin();
        Run run = new Run(folder, batch);
        run.append(run.sendable());
        if (run.folderIsMissing() && wasThere(folder)) {
            // RFC 9051, 6.3.12: the folder may be created and the append tried again
            wire.readTo(wire.send("CREATE " + folders.name(folder)), line -> {});
            run.appendAgain();
        }
        List<AppendOutcome> outcomes = run.result.all();
        return flagsAfterAppend.apply(folder, batch, outcomes);
    }

    /** Whether the last append to the folder got the UID of a message that was there. */
    boolean wasMerged(FolderPath folder, Uid uid) {
        return uids.wasMerged(folder, uid);
    }

    private boolean wasThere(FolderPath folder) {
        return statuses.last(folder).isPresent() || names.isListed(folder);
    }

    private final class Run {
        private final FolderPath folder;
        private final String command;
        private final List<AppendData> data = new ArrayList<>();
        private final List<Integer> missed = new ArrayList<>();
        private AppendResult result;

        Run(FolderPath folder, List<Item> batch) throws MailboxException {
            this.folder = folder;
            this.command = "APPEND " + folders.name(folder);
            this.result = new AppendResult(batch.size());
            for (Item item : batch) {
                Flags kept = folders.keep(folder, item.head().flags());
                data.add(new AppendData(item, kept, names.utf8() && hasUtf8Header(item)));
            }
        }

        private boolean hasUtf8Header(Item item) throws MailboxException {
            try {
                return Headers.areUtf8(item.content());
            } catch (IOException e) {
                throw Reading.spoolFailure(wire.mailbox(), e);
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
                                    wire.mailbox()
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

        void append(List<Integer> items) throws MailboxException {
            List<Integer> left = items;
            if (mayBeUnderWay == 1 && items.size() > 1) {
                // the mailbox was full: one message tells whether it still is
                oneByOne(items.subList(0, 1));
                left = items.subList(1, items.size());
            }
            if (announced.has("MULTIAPPEND")) {
                together(left);
            } else {
                oneByOne(left);
            }
        }

        /** Whether the server says that the folder is not there. */
        boolean folderIsMissing() {
            return !missed.isEmpty();
        }

        void appendAgain() throws MailboxException {
            List<Integer> again = result.reopen();
            missed.clear();
            append(again);
        }

        /** RFC 3502: all or none; a refused batch is halved until the bad message is alone. */
        private void together(List<Integer> items) throws MailboxException {
            if (items.isEmpty() || result.isBlocked()) {
                return;
            }
            ServerLine end = send(items);
            if (end.isOK()) {
                appended(items, end);
                return;
            }
            MailboxException reason = reason(end);
            if (reason.scope() != Scope.MESSAGE) {
                items.forEach(item -> refused(item, reason, end));
            } else if (items.size() == 1) {
                if (!withoutKeywords(items.get(0), reason)) {
                    refused(items.get(0), reason, end);
                }
            } else {
                int half = items.size() / 2;
                together(items.subList(0, half));
                together(items.subList(half, items.size()));
            }
        }

        /** One command, waited for. */
        private ServerLine send(List<Integer> items) throws MailboxException {
            String tag = wire.begin(command);
            for (int item : items) {
                ServerLine end = current(item).write(wire, announced, tag, line -> {});
                if (end != null) {
                    return end;
                }
            }
            wire.end();
            return wire.readTo(tag, line -> {});
        }

        /**
         * The item with the flags that are worth sending now: refused keywords are known by now.
         */
        private AppendData current(int item) throws MailboxException {
            AppendData one = data.get(item);
            if (one.flags().keywords().isEmpty()) {
                return one;
            }
            Flags kept = folders.keep(folder, one.flags());
            if (!kept.equals(one.flags())) {
                one = new AppendData(one.item(), kept, one.utf8());
                data.set(item, one);
            }
            return one;
        }

        /**
         * Tries a refused message once without its keywords: some servers refuse those that are
         * new, or too many in a folder.
         */
        private boolean withoutKeywords(int item, MailboxException reason) throws MailboxException {
            AppendData one = data.get(item);
            if (one.flags().keywords().isEmpty() || reason.retry() != Retry.NEVER) {
                return false;
            }
            data.set(item, one.withoutKeywords());
            ServerLine end = send(List.of(item));
            if (!end.isOK()) {
                data.set(item, one);
                return false;
            }
            folders.refuses(folder, one.flags().keywords());
            appended(List.of(item), end);
            return true;
        }

        private void oneByOne(List<Integer> items) throws MailboxException {
            Deque<Integer> underWay = new ArrayDeque<>();
            Deque<String> tags = new ArrayDeque<>();
            Map<Integer, ServerLine> doubtful = new LinkedHashMap<>();
            for (int item : items) {
                AppendData one = current(item);
                boolean waits = !announced.nonSynchronizing(one.item().content().size());
                while (tags.size() >= (waits ? 1 : mayBeUnderWay)) {
                    finish(underWay.remove(), wire.readTo(tags.remove(), line -> {}), doubtful);
                }
                if (result.isBlocked()) {
                    break;
                }
                String tag = wire.begin(command);
                ServerLine refusal = one.write(wire, announced, tag, line -> {});
                if (refusal != null) {
                    finish(item, refusal, doubtful);
                } else {
                    wire.end();
                    underWay.add(item);
                    tags.add(tag);
                }
            }
            while (!tags.isEmpty()) {
                finish(underWay.remove(), wire.readTo(tags.remove(), line -> {}), doubtful);
            }
            for (Map.Entry<Integer, ServerLine> one : doubtful.entrySet()) {
                MailboxException reason = reason(one.getValue());
                if (result.isBlocked() || !withoutKeywords(one.getKey(), reason)) {
                    refused(one.getKey(), reason, one.getValue());
                }
            }
        }

        /**
         * @param doubtful takes what may be refused for its keywords
         */
        private void finish(int item, ServerLine end, Map<Integer, ServerLine> doubtful) {
            if (end.isOK()) {
                appended(List.of(item), end);
                return;
            }
            MailboxException reason = reason(end);
            if (reason.scope() == Scope.MESSAGE
                    && reason.retry() == Retry.NEVER
                    && !data.get(item).flags().keywords().isEmpty()) {
                doubtful.put(item, end);
            } else {
                refused(item, reason, end);
            }
        }

        private void refused(int item, MailboxException reason, ServerLine end) {
            result.refused(item, reason);
            if (end.code().equals("TRYCREATE")) {
                missed.add(item);
            }
            if (reason.scope() != Scope.MESSAGE) {
                mayBeUnderWay = 1;
            }
        }

        private void appended(List<Integer> items, ServerLine end) {
            if (mayBeUnderWay < UNDER_WAY) {
                mayBeUnderWay = Math.max(UNDER_WAY_AT_FIRST, mayBeUnderWay + 1);
            }
            List<Optional<Uid>> told = uids.of(folder, end, items.size());
            for (int i = 0; i < items.size(); i++) {
                result.appended(
                        items.get(i), new Appended(told.get(i), data.get(items.get(i)).dropped()));
            }
        }

        private MailboxException reason(ServerLine end) {
            return ServerRefusals.of(
                    wire.mailbox(), "cannot append to " + folder, end, Scope.MESSAGE);
        }
    }
}
