package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/** The identity of a meeting, [MS-OXOCAL] 2.2.1.27, and the UID that goes with it. */
record GlobalObjectId(Bytes bytes) {

    private static final int INSTANCE_DATE = 16;
    private static final int DATA = 40;

    /** Bytes; a real one has less than a hundred, and it is in each exception again. */
    private static final int LONGEST = 1000;

    /** Others are no days of a calendar file. */
    private static final int FIRST_YEAR = 1601;

    private static final int LAST_YEAR = 4500;

    /** In front of a UID that another program made, [MS-OXCICAL] 2.1.3.1.1.20.26. */
    private static final byte[] FOREIGN =
            "vCal-Uid\u0001\0\0\0".getBytes(StandardCharsets.US_ASCII);

    GlobalObjectId {
        bytes = bytes.start(LONGEST);
    }

    /** The foreign UID, or the bytes in hexadecimal without the instance's date. */
    String uid() {
        if (bytes.size() > DATA + FOREIGN.length && bytes.from(DATA).startsWith(FOREIGN)) {
            String uid = bytes.from(DATA + FOREIGN.length).text(StandardCharsets.UTF_8);
            return uid.replaceAll("\0.*", "").replaceAll("\\p{Cc}", "");
        }
        byte[] copy = bytes.copy();
        for (int i = INSTANCE_DATE; i < Math.min(INSTANCE_DATE + 4, copy.length); i++) {
            copy[i] = 0;
        }
        return HexFormat.of().withUpperCase().formatHex(copy);
    }

    /** The day, in the meeting's zone, of the one occurrence that is meant. */
    Optional<LocalDate> instance() {
        if (bytes.size() < DATA || bytes.i32(INSTANCE_DATE) == 0) {
            return Optional.empty();
        }
        int year = bytes.u8(INSTANCE_DATE) << 8 | bytes.u8(INSTANCE_DATE + 1);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(year, bytes.u8(INSTANCE_DATE + 2), bytes.u8(INSTANCE_DATE + 3)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
