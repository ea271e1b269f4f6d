package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.pass.PassItem;
import java.util.AbstractMap;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.util.CaseInsensitiveMap;

/**
 * The headers of an item, by names without case, each made when it is asked for: a route reads few
 * of them. They become a map as any exchange has it as soon as somebody asks for them all, or in
 * another spelling.
 */
public final class ItemHeaders extends AbstractMap<String, Object> {

    private static final String PREFIX = "CamelMailbox";

    private static final List<String> NAMES =
            List.of(
                    MailboxConstants.ITEM_KEY,
                    MailboxConstants.SOURCE,
                    MailboxConstants.DESTINATION,
                    MailboxConstants.FOLDER,
                    MailboxConstants.SPECIAL_USE,
                    MailboxConstants.UID,
                    MailboxConstants.UID_VALIDITY,
                    MailboxConstants.INTERNAL_DATE,
                    MailboxConstants.FLAGS,
                    MailboxConstants.SIZE,
                    MailboxConstants.KIND,
                    MailboxConstants.FIELDS,
                    MailboxConstants.NOTE,
                    MailboxConstants.SKIP_REASON,
                    MailboxConstants.DEAD_LETTER,
                    MailboxConstants.DESTINATION_FOLDER,
                    MailboxConstants.DESTINATION_UID,
                    MailboxConstants.PLACES);

    /** Stands for a header: it is not there. */
    private static final Object ABSENT = new Object();

    /** Stands for a header: it is there, and null. */
    private static final Object NULL = new Object();

    private final PassItem item;
    private final Content content;

    /** In the order of the names, null where not made yet; null when all are in the map. */
    private volatile Object[] values = new Object[NAMES.size()];

    /** What has other names, and then everything; null before it is needed. */
    private volatile Map<String, Object> map;

    /** Bits of those that a step has set or taken away. */
    private int changed;

    /**
     * @param content of the item, as the route sees it
     */
    ItemHeaders(PassItem item, Content content) {
        this.item = item;
        this.content = content;
    }

    /** Whether the message still has this header as the item came with it. */
    public static boolean isAsRead(Message message, String name) {
        return message.getHeaders() instanceof ItemHeaders headers
                && headers.values != null
                && (headers.changed & 1 << index(name)) == 0;
    }

    /** Its index among the names; -1 for another header, or one in another spelling. */
    private static int index(Object name) {
        return name instanceof String text
                ? switch (text) {
                    case MailboxConstants.ITEM_KEY -> 0;
                    case MailboxConstants.SOURCE -> 1;
                    case MailboxConstants.DESTINATION -> 2;
                    case MailboxConstants.FOLDER -> 3;
                    case MailboxConstants.SPECIAL_USE -> 4;
                    case MailboxConstants.UID -> 5;
                    case MailboxConstants.UID_VALIDITY -> 6;
                    case MailboxConstants.INTERNAL_DATE -> 7;
                    case MailboxConstants.FLAGS -> 8;
                    case MailboxConstants.SIZE -> 9;
                    case MailboxConstants.KIND -> 10;
                    case MailboxConstants.FIELDS -> 11;
                    case MailboxConstants.NOTE -> 12;
                    case MailboxConstants.SKIP_REASON -> 13;
                    case MailboxConstants.DEAD_LETTER -> 14;
                    case MailboxConstants.DESTINATION_FOLDER -> 15;
                    case MailboxConstants.DESTINATION_UID -> 16;
                    case MailboxConstants.PLACES -> 17;
                    default -> -1;
                }
                : -1;
    }

    private Object made(int index) {
        ItemHead head = item.item().head();
        Object made =
                switch (index) {
                    case 0 -> item.key().toString();
                    case 1 -> item.key().mailbox();
                    case 2 -> item.destination();
                    case 3 -> item.folder().path().toString();
                    case 4 -> item.folder().use().map(SpecialUse::text).orElse(null);
                    case 5 -> head.uid().value();
                    case 6 -> item.key().uidValidity().value();
                    case 7 -> head.hasDate() ? Date.from(head.internalDate()) : null;
                    case 8 -> head.flags().toString();
                    case 9 -> content.size();
                    case 10 -> item.folder().kind().word();
                    case 11 ->
                            item.folder().kind() == ItemKind.MESSAGE
                                    ? new MailFields(content)
                                    : null;
                    case 12 -> item.note().isEmpty() ? null : item.note();
                    case 17 -> head.places().isEmpty() ? null : head.places().texts();
                    default -> null;
                };
        return made == null ? ABSENT : made;
    }

    private Object at(Object[] held, int index) {
        Object value = held[index];
        if (value == null) {
            value = made(index);
            held[index] = value;
        }
        return value;
    }

    private static Object given(Object value) {
        return value == ABSENT || value == NULL ? null : value;
    }

    /** The index of a header that is still held here; else it is in the map, with all others. */
    private int held(Object name) {
        if (values == null) {
            return -1;
        }
        int index = index(name);
        if (index < 0
                && name instanceof String text
                && text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            all();
        }
        return index;
    }

    private Map<String, Object> map() {
        Map<String, Object> known = map;
        if (known == null) {
            known = new CaseInsensitiveMap();
            map = known;
        }
        return known;
    }

    /** From here on it is a map like any other. Copies of an exchange may be made side by side. */
    private synchronized Map<String, Object> all() {
        Object[] held = values;
        if (held != null) {
            Map<String, Object> all = new CaseInsensitiveMap(map());
            for (int index = 0; index < held.length; index++) {
                Object value = at(held, index);
                if (value != ABSENT) {
                    all.put(NAMES.get(index), given(value));
                }
            }
            map = all;
            values = null;
        }
        return map;
    }

    @Override
    public Object get(Object name) {
        Object[] held = values; // another thread may take them all, and then they stay as they are
        int index = held(name);
        if (index >= 0 && held != null) {
            return given(at(held, index));
        }
        return map == null ? null : map.get(name);
    }

    /** Asked before each look at a single one. */
    @Override
    public boolean isEmpty() {
        Object[] held = values;
        if (held != null) {
            for (int index = 0; index < held.length; index++) {
                if (at(held, index) != ABSENT) {
                    return false;
                }
            }
        }
        return map == null || map.isEmpty();
    }

    @Override
    public boolean containsKey(Object name) {
        Object[] held = values;
        int index = held(name);
        if (index >= 0 && held != null) {
            return at(held, index) != ABSENT;
        }
        return map != null && map.containsKey(name);
    }

    @Override
    public Object put(String name, Object value) {
        int index = held(name);
        return index >= 0 ? set(index, value == null ? NULL : value) : map().put(name, value);
    }

    @Override
    public Object remove(Object name) {
        int index = held(name);
        return index >= 0 ? set(index, ABSENT) : map().remove(name);
    }

    private Object set(int index, Object value) {
        Object before = given(at(values, index));
        values[index] = value;
        changed |= 1 << index;
        return before;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return all().entrySet();
    }
}
