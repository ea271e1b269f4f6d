package io.mailcaravan.pass;

import io.mailcaravan.mailbox.ConfigurationException;

/**
 * How many of a folder's copies one pass may delete because their items are gone from the source.
 *
 * @param items at least so many
 * @param percent or so many of those that were copied
 */
public record MaxDeletions(long items, int percent) {

    /** A folder may be tidied up, but not emptied, unless it is a small one. */
    public static final MaxDeletions DEFAULT = new MaxDeletions(20, 10);

    /**
     * Reads a number of items, a percentage, or both: {@code 20}, {@code 10%}, {@code 20,10%}.
     *
     * @throws ConfigurationException when it is none
     */
    public static MaxDeletions parse(String text) {
        long items = 0;
        int percent = 0;
        for (String part : text.split(",", -1)) {
            String number = part.strip();
            try {
                if (number.endsWith("%")) {
                    percent = Integer.parseInt(number.substring(0, number.length() - 1).strip());
                } else {
                    items = Long.parseLong(number);
                }
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }
        if (items < 0 || percent < 0 || percent > 100) {
            throw wrong(text);
        }
        return new MaxDeletions(items, percent);
    }

    private static ConfigurationException wrong(String text) {
        return new ConfigurationException(
                "option maxDeletions",
                "'" + text + "' is no number of items",
                "Write a number, a percentage of a folder, or both; the greater counts: 20,10%.");
    }

    long of(long copied) {
        return Math.max(items, copied * percent / 100);
    }

    @Override
    public String toString() {
        return percent == 0 ? Long.toString(items) : items + "," + percent + "%";
    }
}
