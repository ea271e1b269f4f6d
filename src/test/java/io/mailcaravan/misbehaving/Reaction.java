package io.mailcaravan.misbehaving;

import java.util.function.UnaryOperator;

/** What a server does instead of what it should. */
sealed interface Reaction {

    /** Ends the connection, after some bytes of what was to be said. */
    record Cut(int bytes) implements Reaction {}

    /** Says BYE and ends the connection. */
    record Bye(String words) implements Reaction {}

    /** Says NO or BAD: {@code NO [INUSE] later}. */
    record Refusal(String words) implements Reaction {}

    /** Says nothing of it. */
    record Silence() implements Reaction {}

    /** Says something else; null leaves the value out. */
    record Lie(UnaryOperator<String> about) implements Reaction {}
}
