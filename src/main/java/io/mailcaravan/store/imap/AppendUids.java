package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The UIDs in {@code [APPENDUID 38505 3955:3957]}, in the order of the messages (RFC 4315). */
final class AppendUids {
    private AppendUids() {}

    /** One a message; all empty where the server tells none or another number of them. */
    static List<Optional<Uid>> of(ServerLine end, int messages) {
        List<Optional<Uid>> uids = new ArrayList<>(messages);
        if (end.code().equals("APPENDUID")) {
            String[] arguments = end.codeArguments().split(" +");
            if (arguments.length == 2 && arguments[1].matches("[0-9:,]{1,1000000}")) {
                for (String part : arguments[1].split(",")) {
                    add(part, messages, uids);
                }
            }
        }
        if (uids.size() != messages) {
            uids.clear();
            for (int i = 0; i < messages; i++) {
                uids.add(Optional.empty());
            }
        }
        return uids;
    }

    private static void add(String part, int messages, List<Optional<Uid>> uids) {
        int colon = part.indexOf(':');
        long first = Long.parseLong(colon < 0 ? part : part.substring(0, colon));
        long last = colon < 0 ? first : Long.parseLong(part.substring(colon + 1));
        for (long uid = first; uid <= last && uids.size() <= messages; uid++) {
            uids.add(Optional.of(new Uid(uid)));
        }
    }
}
