package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Uid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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

    /**
     * Equal ones before those in another state; none is found twice. Where several items have one
     * UID nobody knows which of them has become what, so that only equal ones are theirs.
     *
     * @return one entry an item, in order
     */
    List<Optional<Row>> find(List<Fingerprint> wanted) {
        List<Optional<Row>> found = new ArrayList<>();
        Map<String, Integer> named = new HashMap<>();
        for (Fingerprint one : wanted) {
            named.merge(name(one), 1, Integer::sum);
            found.add(find(one, digest -> digest.equals(one.header()), true));
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isEmpty() && named.get(name(wanted.get(i))) == 1) {
                found.set(i, find(wanted.get(i), digest -> true, false));
            }
        }
        return found;
    }

    private Optional<Row> find(Fingerprint wanted, Predicate<Digest> fits, boolean equal) {
        Optional<Row> row =
                items.getOrDefault(name(wanted), new TreeMap<>()).entrySet().stream()
                        .filter(one -> fits.test(one.getValue()))
                        .findFirst()
                        .map(one -> new Row(one.getKey(), equal));
        row.ifPresent(found -> take(found.uid()));
        return row;
    }
}
