package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * Reads RTF: groups, fonts and the three ways to write a character. Deeper nesting than {@link
 * #MAX_DEPTH} is read as if it were flat.
 */
final class RtfReader {

    static final int MAX_DEPTH = 1000;

    /** At the clock; some milliseconds. */
    private static final int TOKENS_BETWEEN_LOOKS = 10_000;

    /** Destinations whose text is no text of the document. */
    private static final Set<String> NO_TEXT =
            Set.of(
                    "stylesheet",
                    "info",
                    "pict",
                    "object",
                    "header",
                    "headerl",
                    "headerr",
                    "headerf",
                    "footer",
                    "footerl",
                    "footerr",
                    "footerf",
                    "filetbl",
                    "listtable",
                    "listoverridetable",
                    "revtbl",
                    "rsidtbl",
                    "generator",
                    "xmlnstbl",
                    "themedata",
                    "colorschememapping",
                    "datastore",
                    "latentstyles",
                    "bkmkstart",
                    "bkmkend",
                    "nonshppict",
                    "private",
                    "xe",
                    "tc");

    private static final Map<String, String> CHARACTERS =
            Map.ofEntries(
                    Map.entry("lquote", "\u2018"),
                    Map.entry("rquote", "\u2019"),
                    Map.entry("ldblquote", "\u201C"),
                    Map.entry("rdblquote", "\u201D"),
                    Map.entry("bullet", "\u2022"),
                    Map.entry("endash", "\u2013"),
                    Map.entry("emdash", "\u2014"),
                    Map.entry("enspace", "\u2002"),
                    Map.entry("emspace", "\u2003"),
                    Map.entry("qmspace", "\u2005"),
                    Map.entry("zwj", "\u200D"),
                    Map.entry("zwnj", "\u200C"));

    /** What a group's end takes back. */
    private record State(int font, int fallbackSize, boolean skipped, boolean fontTable) {}

    private final RtfTokens tokens;
    private final RtfListener listener;
    private final Budget budget;
    private final RtfCharsets charsets = new RtfCharsets();
    private final Deque<State> outer = new ArrayDeque<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private Charset pendingCharset;
    private State state = new State(-1, 1, false, false);
    private int fallback;
    private boolean starred;

    /** Groups that are open beyond the deepest that counts. */
    private int flat;

    RtfReader(byte[] rtf, RtfListener listener, Budget budget) {
        this.tokens = new RtfTokens(rtf);
        this.listener = listener;
        this.budget = budget;
    }

    /**
     * Reads to the brace that closes the document; what mail transports or careless writers left
     * behind it is no text.
     *
     * @throws DamagedException when it takes too long
     */
    void read() throws DamagedException {
        for (int count = 0; ; count++) {
            if (count % TOKENS_BETWEEN_LOOKS == 0) {
                budget.time();
            }
            RtfTokens.Kind kind = tokens.next();
            switch (kind) {
                case GROUP_START -> start();
                case GROUP_END -> {
                    if (end()) {
                        return;
                    }
                }
                case WORD -> word();
                case SYMBOL -> symbol((char) tokens.value);
                case HEX, TEXT -> character();
                case END -> {
                    flush();
                    return;
                }
            }
        }
    }

    private void start() {
        flush();
        fallback = 0;
        if (outer.size() == MAX_DEPTH) {
            flat++;
            return;
        }
        outer.push(state);
        if (!state.skipped()) {
            listener.groupStart();
        }
    }

    /** Whether the document ends here. */
    private boolean end() {
        flush();
        fallback = 0;
        if (flat > 0) {
            flat--;
            return false;
        }
        if (outer.isEmpty()) {
            return false; // a brace before the document has begun
        }
        state = outer.pop();
        if (!state.skipped()) {
            listener.groupEnd();
        }
        return outer.isEmpty();
    }

    private void character() {
        starred = false;
        if (fallback > 0) {
            fallback--;
        } else if (!state.skipped() && !state.fontTable()) {
            Charset charset =
                    listener.inDocumentCharset() || state.font() < 0
                            ? charsets.document()
                            : charsets.font(state.font());
            if (pendingCharset != null && !charset.equals(pendingCharset)) {
                flush();
            }
            pendingCharset = charset;
            pending.write(tokens.value);
        }
    }

    private void symbol(char symbol) {
        switch (symbol) {
            case '*' -> starred = true;
            case '{', '}', '\\' -> {
                tokens.value = symbol;
                character();
            }
            case '~' -> text("\u00A0");
            case '_' -> text("\u2011");
            case '\r', '\n' -> emitWord("par", false, 0);
            case '\t' -> emitWord("tab", false, 0);
            default -> {} // \- and \| and \: show nothing
        }
    }

    private void word() {
        String word = tokens.word;
        boolean wasStarred = starred;
        if (fallback > 0) {
            fallback--; // a control word can stand for one character
            return;
        }
        switch (word) {
            case "u" -> unicode((char) tokens.number);
            case "uc" -> change(state.font(), Math.clamp(tokens.number, 0, 16));
            case "ansicpg" -> charsets.ansi(tokens.number);
            case "mac" -> charsets.ansi(10000);
            case "pc" -> charsets.ansi(437);
            case "pca" -> charsets.ansi(850);
            case "deff" -> change(tokens.number, state.fallbackSize());
            case "f" -> {
                flush();
                change(tokens.number, state.fallbackSize());
                emitWord(word, tokens.hasNumber, tokens.number);
            }
            case "fonttbl" -> {
                flush();
                state = new State(state.font(), state.fallbackSize(), state.skipped(), true);
            }
            case "fcharset" -> {
                if (state.fontTable()) {
                    charsets.fontCharset(state.font(), tokens.number);
                }
            }
            case "cpg" -> {
                if (state.fontTable()) {
                    charsets.fontCodePage(state.font(), tokens.number);
                }
            }
            default -> {
                String character = CHARACTERS.get(word);
                if (character != null) {
                    text(character);
                } else {
                    starred = wasStarred;
                    emitWord(word, tokens.hasNumber, tokens.number);
                }
            }
        }
        starred = false;
    }

    private void unicode(char character) {
        text(String.valueOf(character));
        fallback = state.fallbackSize();
    }

    private void change(int font, int fallbackSize) {
        state = new State(font, fallbackSize, state.skipped(), state.fontTable());
    }

    private void emitWord(String word, boolean hasNumber, int number) {
        flush();
        if (state.skipped() || state.fontTable()) {
            return;
        }
        boolean skip = NO_TEXT.contains(word);
        if (skip || !listener.word(word, starred, hasNumber, number)) {
            state = new State(state.font(), state.fallbackSize(), true, false);
        }
    }

    private void text(String text) {
        starred = false;
        if (fallback > 0) {
            fallback--;
            return;
        }
        flush();
        if (!state.skipped() && !state.fontTable()) {
            listener.text(text);
        }
    }

    private void flush() {
        if (pending.size() > 0) {
            listener.text(pending.toString(pendingCharset));
            pending.reset();
        }
        pendingCharset = null;
    }
}
