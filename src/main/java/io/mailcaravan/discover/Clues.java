package io.mailcaravan.discover;

import io.mailcaravan.mailbox.Printable;
import java.util.ArrayList;
import java.util.List;

/** What one of those says that are asked about a domain. Anybody may have written it. */
final class Clues {

    /** Servers of one source that are tried; those with more say the same in other words. */
    private static final int MOST_SERVERS = 3;

    private final List<String> lines = new ArrayList<>();
    private final List<Candidate> servers = new ArrayList<>();
    private String failure = "";

    /** A sentence for people. */
    void tell(String line) {
        lines.add(Printable.line(line));
    }

    /** The same of what could not be asked though it is there for every domain. */
    void fail(String line) {
        tell(line);
        failure = Printable.line(line);
    }

    /** The same of a server that is to be tried, unless there are enough. */
    void tell(String line, Candidate server) {
        boolean taken = servers.size() < MOST_SERVERS;
        tell(taken ? line : line + " (not tried, after " + MOST_SERVERS + " others)");
        if (taken) {
            servers.add(server);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Empty where all was asked. */
    String failure() {
        return failure;
    }

    List<Candidate> servers() {
        return servers;
    }
}
