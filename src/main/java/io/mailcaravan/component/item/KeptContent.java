package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Content for routes with steps that keep messages longer than the pass does: an aggregate, for
 * example. In memory it is a copy; a spool file gets a name of its own, and goes when nobody can
 * read it any more.
 */
final class KeptContent implements Content {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Content file;

    private KeptContent(Content file) {
        this.file = file;
        CLEANER.register(this, file::close);
    }

    /** Longer contents of no spool file last by themselves. */
    private static final int LONGEST_COPIED = 1 << 20;

    static Content of(Content content) {
        if (!(content instanceof FileContent spooled)) {
            // what is larger is in no memory that is used again
            return content.size() > LONGEST_COPIED ? content : copy(content);
        }
        Path kept = spooled.file().resolveSibling(spooled.file().getFileName() + ".kept");
        try {
            try {
                Files.createLink(kept, spooled.file());
            } catch (UnsupportedOperationException e) {
                Files.copy(spooled.file(), kept);
            }
            return new KeptContent(Content.ofSpool(kept));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the spool file " + spooled.file(), e);
        }
    }

    private static Content copy(Content content) {
        try (InputStream in = content.open()) {
            return Content.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a message", e);
        }
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        return file.open();
    }

    @Override
    public ByteBuffer bytes() throws IOException {
        return file.bytes();
    }

    @Override
    public void close() {}
}
