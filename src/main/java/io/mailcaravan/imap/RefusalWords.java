package io.mailcaravan.imap;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's words for people mean, for servers that give no response code. Names are no
 * words: what stands in quotes is not looked at, nor are words of what was asked for, as a folder
 * may be called {@code Bandwidth}.
 */
final class RefusalWords {
    /** Exchange: {@code BAD Request is throttled. Suggested Backoff Time: 1234 milliseconds}. */
    private static final Pattern BACKOFF =
            words("suggested backoff time: (\\d{1,12}) milliseconds");

    /** Gmail: {@code Account exceeded command or bandwidth limits}; it takes hours to pass. */
    private static final Pattern BANDWIDTH =
            words("exceed\\w* [^.]*bandwidth|bandwidth [^.]*(limit|exceed)");

    /**
     * Fewer commands or connections will do: Exchange; Gmail and Yahoo; Dovecot's {@code Maximum
     * number of connections from user+IP exceeded}.
     */
    private static final Pattern SLOWER =
            words(
                    "throttl|too many (simultaneous |concurrent )?(connection|command|request)"
                            + "|too many simultaneous|rate limit|maximum number of connections");

    /**
     * Courier: {@code You exceeded your mail quota}; hMailServer: {@code Your quota has been
     * exceeded}; others of a full disk.
     */
    private static final Pattern FULL =
            words(
                    "(over|exceed\\w*|reached|full)\\b[^.]*\\bquota\\b"
                            + "|\\bquota\\b[^.]*\\b(over|exceed\\w*|reached|full)\\b"
                            + "|\\b(mailbox|disk|storage|store) (is )?full\\b"
                            + "|no space left"
                            + "|(insufficient|not enough|out of)"
                            + " (free )?(disk |storage |mailbox )?(space|storage)");

    /** A passing state, of Exchange, Gmail, Yahoo, and servers whose disk or index fails. */
    private static final Pattern PASSING =
            words(
                    "temporar|try(ing)? (it )?again|again later|try later|\\bbusy\\b"
                            + "|internal (server )?error|timed? ?out\\b");

    /** Quoted, but not the apostrophe in {@code can't}. */
    private static final Pattern QUOTED =
            Pattern.compile("\"[^\"]*\"|(?<!\\w)'[^']*'(?!\\w)|`[^'`]*['`]|<[^<>]*>");

    private final String words;

    /**
     * @param what was asked for, with the names that may come back in the words
     */
    RefusalWords(String said, String what) {
        String words = QUOTED.matcher(said.replaceFirst("^\\[[^]]*]", "")).replaceAll("\"\"");
        for (String name : what.split("[^\\p{L}\\p{N}]+")) {
            if (name.length() > 2) {
                words =
                        Pattern.compile(
                                        "(?<![\\p{L}\\p{N}])"
                                                + Pattern.quote(name)
                                                + "(?![\\p{L}\\p{N}])",
                                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(words)
                                .replaceAll("\"\"");
            }
        }
        this.words = words;
    }

    /** Compiled without regard to case. */
    private static Pattern words(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** How long the server asks to wait. */
    Optional<Duration> backoff() {
        Matcher backoff = BACKOFF.matcher(words);
        return backoff.find()
                ? Optional.of(Duration.ofMillis(Long.parseLong(backoff.group(1))))
                : Optional.empty();
    }

    boolean areOfUsedUpBandwidth() {
        return BANDWIDTH.matcher(words).find();
    }

    boolean areOfTooMuchAtOnce() {
        return SLOWER.matcher(words).find();
    }

    boolean areOfAFullMailbox() {
        return FULL.matcher(words).find();
    }

    boolean areOfAPassingState() {
        return PASSING.matcher(words).find();
    }
}
