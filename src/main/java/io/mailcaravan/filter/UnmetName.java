package io.mailcaravan.filter;

/**
 * What somebody has written for a folder, and what no folder has.
 *
 * @param name as it is compared with the names of folders; with wildcards it means many
 * @param text the same with where it is written: {@code excludeFolders 'Junkk'}
 */
public record UnmetName(String name, String text) {

    /** Whether it means one folder, so that another one may have been meant. */
    public boolean isOne() {
        return name.chars().noneMatch(c -> c == '*' || c == '?');
    }

    @Override
    public String toString() {
        return text;
    }
}
