package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Keyword;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Which letter of a file name stands for which keyword in one folder: Dovecot's file {@code
 * dovecot-keywords}, a line a keyword, {@code 0 $Forwarded} for {@code a}. There are 26.
 */
final class KeywordList {

    static final String FILE = "dovecot-keywords";

    private static final int MAX = 26;

    private final Keyword[] keywords;

    private KeywordList(Keyword[] keywords) {
        this.keywords = keywords;
    }

    /** The list of a folder; an empty one where there is no file. */
    static KeywordList read(Path folder) throws IOException {
        Keyword[] keywords = new Keyword[MAX];
        try {
            String text = PlainFiles.text(folder.resolve(FILE));
            text.lines().forEach(line -> parse(line, keywords));
        } catch (NoSuchFileException e) {
            // no keyword has been used in this folder
        }
        return new KeywordList(keywords);
    }

    private static void parse(String line, Keyword[] keywords) {
        int space = line.indexOf(' ');
        if (space < 1
                || space > 2
                || !line.substring(0, space).chars().allMatch(Character::isDigit)) {
            return;
        }
        int number = Integer.parseInt(line.substring(0, space));
        String name = line.substring(space + 1).trim();
        if (number < MAX && !name.isEmpty() && !name.startsWith("\\")) {
            keywords[number] = new Keyword(name);
        }
    }

    Optional<Keyword> of(char letter) {
        return letter >= 'a' && letter <= 'z'
                ? Optional.ofNullable(keywords[letter - 'a'])
                : Optional.empty();
    }

    /** Empty for a keyword that has no letter. */
    Optional<Character> letter(Keyword keyword) {
        for (int i = 0; i < MAX; i++) {
            if (keyword.equals(keywords[i])) {
                return Optional.of((char) ('a' + i));
            }
        }
        return Optional.empty();
    }

    /**
     * This list with letters for these keywords too, as long as there are letters; written before
     * any file name uses them. The caller holds the folder's lock.
     */
    KeywordList with(Collection<Keyword> wanted, Path folder) throws IOException {
        Keyword[] more = keywords.clone();
        boolean changed = false;
        for (Keyword keyword : wanted) {
            int free = -1;
            boolean known = false;
            for (int i = MAX - 1; i >= 0; i--) {
                known |= keyword.equals(more[i]);
                free = more[i] == null ? i : free;
            }
            if (!known && free >= 0) {
                more[free] = keyword;
                changed = true;
            }
        }
        if (!changed) {
            return this;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MAX; i++) {
            if (more[i] != null) {
                text.append(i).append(' ').append(more[i].name()).append('\n');
            }
        }
        DurableFiles.replace(folder.resolve(FILE), text.toString());
        return new KeywordList(more);
    }
}
