package io.mailcaravan.mailbox;

import java.util.Optional;

/**
 * Where a folder stands: enough to tell whether anything has changed since the last look.
 *
 * @param uidNext no message that is there now has this UID or a higher one
 * @param tellsUidNext whether the store keeps that number, so that it never falls; else it is only
 *     above what is there now
 * @param messages how many there are
 * @param cursor where its changes stand; empty where the store keeps no such thing
 */
public record FolderStatus(
        FolderPath path,
        UidValidity uidValidity,
        Uid uidNext,
        boolean tellsUidNext,
        long messages,
        Optional<ChangeCursor> cursor) {}
