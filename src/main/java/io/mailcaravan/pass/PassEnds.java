package io.mailcaravan.pass;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * Where the items of a mailbox go.
 *
 * @param handler takes them on
 * @param threads on which it is called by further sessions
 * @param destinations every end that the route is known to have; a pass does not close them
 * @param further ends that steps of the route have named in earlier passes
 * @param furtherLegs whether steps of the route may name other ends
 */
public record PassEnds(
        ItemHandler handler,
        ThreadFactory threads,
        List<Destination> destinations,
        List<Destination> further,
        boolean furtherLegs) {

    /** The ends and those that steps have named. */
    List<Destination> all() {
        return Stream.concat(destinations.stream(), further.stream()).toList();
    }
}
