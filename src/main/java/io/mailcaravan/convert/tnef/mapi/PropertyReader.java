package io.mailcaravan.convert.tnef.mapi;

import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads lists of properties; from a damaged list come those before the damage. */
public final class PropertyReader {

    /** A property without a value: type and id. */
    private static final int LEAST = 4;

    /** Bytes; MAPI allows 254 characters. */
    private static final int LONGEST_NAME = 1024;

    private final Charset oem;
    private final WarningList warnings;
    private final Budget budget;

    /**
     * @param oem the charset of 8-bit strings
     */
    public PropertyReader(Charset oem, WarningList warnings, Budget budget) {
        this.oem = oem;
        this.warnings = warnings;
        this.budget = budget;
    }

    /** The value of attMAPIProps or attAttachment. */
    public Properties read(Bytes value) {
        List<Property> properties = new ArrayList<>();
        try {
            list(new Cursor(value), properties);
        } catch (DamagedException e) {
            warnings.loss("a list of properties is damaged: " + e.getMessage());
        }
        return new Properties(properties, oem);
    }

    /** The value of attRecipTable: a list for each recipient. */
    public List<Properties> readRows(Bytes value) {
        List<Properties> rows = new ArrayList<>();
        try {
            Cursor in = new Cursor(value);
            for (int i = in.count(LEAST); i > 0; i--) {
                budget.value();
                List<Property> row = new ArrayList<>();
                list(in, row);
                rows.add(new Properties(row, oem));
            }
        } catch (DamagedException e) {
            warnings.loss("the table of recipients is damaged: " + e.getMessage());
        }
        return rows;
    }

    private void list(Cursor in, List<Property> into) throws DamagedException {
        for (int i = in.count(LEAST); i > 0; i--) {
            into.add(property(in));
        }
    }

    private Property property(Cursor in) throws DamagedException {
        int flaggedType = in.u16();
        int id = in.u16();
        budget.value();
        PropertyName name = id >= 0x8000 ? name(in) : null;
        int type = flaggedType & ~PropertyType.MULTIPLE;
        boolean multiple = flaggedType != type;
        List<Bytes> values;
        if (PropertyType.isVariable(type)) {
            values = variable(in);
        } else {
            int size = PropertyType.size(type);
            if (size < 0) {
                throw new DamagedException("property type 0x%04X".formatted(flaggedType));
            }
            values = new ArrayList<>();
            for (int i = multiple ? in.count(Math.max(size, 1)) : 1; i > 0; i--) {
                budget.value();
                values.add(in.take(size));
            }
        }
        return new Property(id, name, type, values);
    }

    private List<Bytes> variable(Cursor in) throws DamagedException {
        List<Bytes> values = new ArrayList<>();
        for (int i = in.count(4); i > 0; i--) {
            budget.value();
            values.add(in.take(in.i32()));
            in.pad();
        }
        return values;
    }

    private static PropertyName name(Cursor in) throws DamagedException {
        String set = guid(in.take(16));
        if (in.i32() == 0) {
            return PropertyName.of(set, in.i32());
        }
        int size = in.i32();
        if (size < 0 || size > LONGEST_NAME) {
            throw new DamagedException("a property name of " + size + " bytes");
        }
        String string = in.utf16(size / 2);
        in.skip(size % 2);
        in.pad();
        return PropertyName.of(set, Properties.untilNul(string));
    }

    private static String guid(Bytes b) {
        long high = (long) b.i32(0) << 32 | (long) b.u16(4) << 16 | b.u16(6);
        return new UUID(high, Long.reverseBytes(b.i64(8))).toString();
    }
}
