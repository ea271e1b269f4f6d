package io.mailcaravan.imap;

import io.mailcaravan.mailbox.StoreCapability;
import java.util.EnumSet;
import java.util.Set;

/** What an IMAP server's announcements mean for a pass. */
final class SessionCapabilities {
    private SessionCapabilities() {}

    static Set<StoreCapability> of(Capabilities announced, ServerQuirks quirks) {
        Set<StoreCapability> can =
                EnumSet.of(
                        StoreCapability.INTERNAL_DATE,
                        StoreCapability.FLAGS,
                        StoreCapability.SUBSCRIPTIONS,
                        StoreCapability.SEARCH,
                        StoreCapability.STORE_FLAGS);
        if (quirks.keepsKeywords()) {
            can.add(StoreCapability.KEYWORDS);
        }
        if (announced.has("UIDPLUS")) {
            can.add(StoreCapability.APPEND_UID);
            can.add(StoreCapability.DELETE);
        }
        if (announced.has("MULTIAPPEND")) {
            can.add(StoreCapability.BATCH_APPEND);
        }
        if (announced.has("SPECIAL-USE") || announced.has("CREATE-SPECIAL-USE")) {
            can.add(StoreCapability.SPECIAL_USE);
        }
        if (announced.hasModSeq()) {
            can.add(StoreCapability.CHANGES);
        }
        if (announced.has("QUOTA")) {
            can.add(StoreCapability.QUOTA);
        }
        return can;
    }
}
