package io.mailcaravan.convert.tnef.mapi;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;

/**
 * A property as it stands in the stream.
 *
 * @param name null below 0x8000
 * @param type without the flag for several values, as in {@link PropertyType}
 * @param values one, or several of a property with several values
 */
record Property(int id, PropertyName name, int type, List<Bytes> values) {}
