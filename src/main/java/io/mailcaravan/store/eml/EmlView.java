package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The files of a folder at one time.
 *
 * @param files by UID
 */
record EmlView(UidValidity uidValidity, Uid uidNext, NavigableMap<Uid, EmlFile> files) {

    /**
     * @param there what is there
     * @param uids of these, and perhaps of more
     */
    static EmlView of(
            UidValidity uidValidity,
            Uid uidNext,
            Collection<EmlFile> there,
            Function<EmlFile, Uid> uids) {
        NavigableMap<Uid, EmlFile> files = new TreeMap<>();
        there.forEach(file -> files.put(uids.apply(file), file));
        return new EmlView(uidValidity, uidNext, files);
    }

    /** Those of a range, by rising UID. */
    Map<Uid, EmlFile> in(UidRange range) {
        return files.subMap(range.first(), true, range.last(), true);
    }
}
