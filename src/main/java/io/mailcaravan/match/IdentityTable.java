package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Uid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Contacts, events and tasks of a folder by what they say that they are. Those of one UID are one
 * item, whatever state it is in; one without a UID is what has the same content.
 */
final class IdentityTable {

    private final Map<String, TreeMap<Uid, Digest>> items = new HashMap<>();
    private final Map<Uid, String> names = new HashMap<>();

    /** One that is there. */
    record Row(Uid uid, boolean equal) {}

    void add(Uid uid, Fingerprint fingerprint) {
        String name = name(fingerprint);
        items.computeIfAbsent(name, none -> new TreeMap<>()).put(uid, fingerprint.header());
        names.put(uid, name);
    }

    private static String name(Fingerprint fingerprint) {
        return fingerprint
                .identity()
                .map(uid -> "uid " + uid)
                .orElseGet(() -> "content " + fingerprint.header().text());
    }

    /** It is somebody's by now. */
    void take(Uid uid) {
        String name = names.remove(uid);
        if (name != null) {
            items.get(name).remove(uid);
        }
    }

    /** An equal one before one in another state; it is not found again. */
    Optional<Row> find(Fingerprint wanted) {
        TreeMap<Uid, Digest> same = items.getOrDefault(name(wanted), new TreeMap<>());
        Optional<Row> row =
                same.entrySet().stream()
                        .filter(one -> one.getValue().equals(wanted.header()))
                        .findFirst()
                        .or(() -> same.entrySet().stream().findFirst())
                        .map(one -> new Row(one.getKey(), one.getValue().equals(wanted.header())));
        row.ifPresent(found -> take(found.uid()));
        return row;
    }
}
