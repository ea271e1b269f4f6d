package io.mailcaravan.convert.tnef.item;

import java.util.Map;
import java.util.Optional;

/** What a message is besides a message. */
public interface OutlookItem {

    /** What it says, for reports: words of the format to strings, numbers, truth values, maps. */
    Map<String, Object> facts();

    /** How other programs read it; empty where only a report knows it. */
    Optional<ItemFile> file(Surroundings surroundings);
}
