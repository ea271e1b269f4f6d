package io.mailcaravan.ledger;

import java.util.regex.Pattern;

/** What the reasons of failures of one cause have in common: all but their numbers. */
public final class FailureKind {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private FailureKind() {}

    /** {@code message of # bytes is too large}; of a kind it is the kind itself. */
    public static String of(String reason) {
        return NUMBER.matcher(reason).replaceAll("#");
    }
}
