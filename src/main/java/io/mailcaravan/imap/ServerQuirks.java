package io.mailcaravan.imap;

import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one server does otherwise than the protocol and its announcements let expect. It is chosen
 * once a session, here and nowhere else: by the preset that configuration names; without one by a
 * capability that only such servers announce; by the greeting where no capability tells. A setting
 * for one quirk comes before all of them.
 *
 * @param keepsKeywords whether keywords are worth sending. Exchange never permits any ({@code
 *     PERMANENTFLAGS} without {@code \*}); elsewhere each folder says so itself
 * @param forgottenByAppend flags that get lost when they come with APPEND, and stay when they are
 *     stored once more: {@code \Flagged} at Exchange (imapsync's FAQ.Exchange and FAQ.Office365)
 * @param ignoresCase whether two folders cannot differ in case alone: Exchange and Gmail
 * @param trimsNames whether blanks at the end of a folder's name are cut off, or such a name
 *     refused: Exchange (imapsync#154) and Gmail
 * @param reservedNames of folders at the top, which the server keeps to itself, in any case: {@code
 *     Files} at Exchange (imapsync's FAQ.Exchange); at Gmail it is left alone as well
 * @param mergesCopies whether APPEND of a message that is there gives the UID of that one
 * @param appendLimit bytes that a message may have where it is another number than the announced
 *     one; no preset has one, a setting may
 */
record ServerQuirks(
        boolean keepsKeywords,
        Flags forgottenByAppend,
        boolean ignoresCase,
        boolean trimsNames,
        Set<String> reservedNames,
        boolean mergesCopies,
        OptionalLong appendLimit) {

    private static final ServerQuirks NONE =
            new ServerQuirks(true, Flags.NONE, false, false, Set.of(), false, OptionalLong.empty());

    private static final ServerQuirks EXCHANGE =
            new ServerQuirks(
                    false,
                    Flags.of(SystemFlag.FLAGGED),
                    true,
                    true,
                    Set.of("Files"),
                    false,
                    OptionalLong.empty());

    private static final ServerQuirks GMAIL =
            new ServerQuirks(
                    true, Flags.NONE, true, true, Set.of("Files"), false, OptionalLong.empty());

    /** Gmail as a store of labels, which has rules of its own for names. */
    private static final ServerQuirks LABELS =
            new ServerQuirks(true, Flags.NONE, true, false, Set.of(), true, OptionalLong.empty());

    /**
     * Those of a session.
     *
     * @param announced after the sign-in, as servers tell their extensions only then
     */
    static ServerQuirks of(Dialect dialect, Capabilities announced, Greeting greeting) {
        ServerPreset known =
                dialect.preset() == ServerPreset.AUTO
                        ? detected(announced, greeting)
                        : dialect.preset();
        ServerQuirks preset =
                switch (known) {
                    case AUTO, NONE -> NONE;
                    case EXCHANGE, MICROSOFT365 -> EXCHANGE;
                    case GMAIL -> GMAIL;
                    case LABELS -> LABELS;
                };
        return new ServerQuirks(
                preset.keepsKeywords,
                dialect.flagsAfterAppend().orElse(preset.forgottenByAppend),
                preset.ignoresCase,
                preset.trimsNames,
                preset.reservedNames,
                preset.mergesCopies,
                dialect.appendLimit().isPresent() ? dialect.appendLimit() : preset.appendLimit);
    }

    /** How a server shows itself; {@link ServerPreset#NONE} where it does not. */
    static ServerPreset detected(Capabilities announced, Greeting greeting) {
        if (announced.has("X-GM-EXT-1")) {
            return ServerPreset.GMAIL;
        }
        // Exchange announces nothing that others do not
        return greeting.mentions("microsoft exchange") ? ServerPreset.EXCHANGE : ServerPreset.NONE;
    }

    /** What this server has against a folder's name; empty where it has nothing. */
    Optional<String> nameProblem(FolderPath path) {
        if (trimsNames && !path.names().stream().allMatch(name -> name.equals(name.strip()))) {
            return Optional.of("it has a blank at an end");
        }
        return reservedNames.stream()
                .filter(path.names().get(0)::equalsIgnoreCase)
                .map(name -> "'" + name + "' is reserved")
                .findFirst();
    }
}
