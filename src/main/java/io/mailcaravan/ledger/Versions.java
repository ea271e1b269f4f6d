package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Version;

/**
 * What the ledger knows of an item whose content may change.
 *
 * @param source the version at the source that was copied last
 * @param copy what the copy had then; {@link Version#NONE} where nobody knows
 * @param writing a digest of what the copy may have been replaced by, while nobody knows whether it
 *     was; else empty
 */
public record Versions(Version source, Version copy, String writing) {

    /** Of messages, and where nothing is known. */
    public static final Versions NONE = new Versions(Version.NONE, Version.NONE, "");
}
