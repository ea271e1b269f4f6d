package io.mailcaravan.convert.tnef.mapi;

import java.util.Comparator;

/**
 * The name of a property above 0x8000, [MS-OXPROPS] 1.3.2.
 *
 * @param set the property set's GUID, as in {@link PropertySet}
 * @param lid the number, 0 where a string is the name
 * @param string empty where a number is the name
 */
public record PropertyName(String set, int lid, String string) implements Comparable<PropertyName> {

    private static final Comparator<PropertyName> ORDER =
            Comparator.comparing(PropertyName::set)
                    .thenComparingInt(PropertyName::lid)
                    .thenComparing(PropertyName::string);

    public static PropertyName of(String set, int lid) {
        return new PropertyName(set, lid, "");
    }

    public static PropertyName of(String set, String string) {
        return new PropertyName(set, 0, string);
    }

    /** Hash tables need it against names that somebody made for their equal hashes. */
    @Override
    public int compareTo(PropertyName other) {
        return ORDER.compare(this, other);
    }
}
