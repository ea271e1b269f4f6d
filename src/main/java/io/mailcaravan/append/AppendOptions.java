package io.mailcaravan.append;

/**
 * What the route asks of an end.
 *
 * @param conflicts what counts where an item was changed at both ends
 * @param repair whether a message that is refused is tried once more, repaired
 * @param createFolders whether missing folders are made
 * @param subscribe whether they are subscribed to as at the source
 * @param connectionsPerMailbox the most that append to one mailbox at once
 */
public record AppendOptions(
        Adopt adopt,
        boolean repair,
        boolean createFolders,
        boolean subscribe,
        int connectionsPerMailbox,
        Conflicts conflicts) {}
