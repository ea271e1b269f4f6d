package io.mailcaravan.mailbox;

import java.time.Instant;

/**
 * What a store tells of an item without its content.
 *
 * @param internalDate when the store received it, to the second; not the {@code Date:} header
 * @param size bytes of content, as the store announces them; some announce wrongly, so never trust
 *     it for a buffer
 */
public record ItemHead(Uid uid, Flags flags, Instant internalDate, long size) {}
