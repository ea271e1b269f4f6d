package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** A message's file, which fails at its end if it is surely not what was written. */
final class WholeStream extends CheckedStream {

    /** So many NUL bytes at the end are what a disk shows that was never written to. */
    private static final int TAIL = 64;

    /** What the file's name says; empty in other programs' names. */
    private final Optional<Digest> told;

    private final MessageDigest digest = Digest.begin();
    private long count;
    private long nuls;

    WholeStream(InputStream in, EmlFile file) {
        super(in);
        told = EmlNames.content(file.last());
    }

    @Override
    void passed(byte[] bytes, int offset, int length) {
        count += length;
        if (told.isPresent()) {
            digest.update(bytes, offset, length);
        }
        int last = offset + length;
        while (last > offset && bytes[last - 1] == 0) {
            last--;
        }
        nuls = last > offset ? offset + length - last : nuls + length;
    }

    @Override
    void end() throws IOException {
        if (told.isPresent()) {
            // NUL bytes may then be the message's own
            if (!Digest.of(digest).equals(told.get())) {
                throw new IOException("it is damaged: it holds another text than its name says");
            }
        } else if (count > 0 && nuls >= Math.min(TAIL, count)) {
            throw new IOException("it has NUL bytes where its end should be: it was never written");
        }
    }
}
