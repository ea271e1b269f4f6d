package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Spool;
import java.util.OptionalLong;

/** What a session hands its calls over to: a class for each group of commands. */
final class SessionCommands {
    final FolderStatuses statuses;
    final Folders folders;
    final FolderCreation creation;
    final Listing listing;
    final Reading reading;
    final Appending appending;
    final Changing changing;
    final Searching searching;
    final Labels labels;
    final WireNames names;

    SessionCommands(
            Wire wire,
            Capabilities announced,
            WireNames names,
            ServerQuirks quirks,
            boolean readOnly,
            OptionalLong appendLimit,
            Spool spool) {
        this.names = names;
        folders = new Folders(wire, announced, names, readOnly);
        statuses = new FolderStatuses(wire, announced, names, folders);
        creation = new FolderCreation(wire, announced, names, statuses);
        listing = new Listing(wire, folders, statuses);
        reading = new Reading(wire, folders, spool);
        FlagsAfterAppend flagsAfterAppend =
                new FlagsAfterAppend(wire, folders, statuses, quirks.forgottenByAppend());
        appending =
                new Appending(
                        wire,
                        announced,
                        names,
                        folders,
                        statuses,
                        flagsAfterAppend,
                        quirks.mergesCopies(),
                        appendLimit);
        changing = new Changing(wire, folders, statuses);
        labels = new Labels(wire, folders, statuses);
        searching = new Searching(wire, announced, folders);
    }
}
