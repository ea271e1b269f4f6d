package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Flags;

/**
 * A copy that was read whole.
 *
 * @param size the exact one
 */
record Copy(Digest digest, long size, Flags flags) {}
