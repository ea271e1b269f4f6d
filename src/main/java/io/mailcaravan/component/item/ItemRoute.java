package io.mailcaravan.component.item;

import java.util.Set;

/**
 * What an item has to know of the route that it goes through.
 *
 * @param hasMailboxes whether it leads to mailboxes, which record arrivals themselves
 * @param outside what else it names, without options
 * @param keepsBodies whether a step keeps messages for longer than the route takes
 */
public record ItemRoute(boolean hasMailboxes, Set<String> outside, boolean keepsBodies) {}
