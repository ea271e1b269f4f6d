package io.mailcaravan.append;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Content that can be read only as long as the lease lasts, so that an append breaks off with it.
 */
record LeasedContent(Content content, AppendLease.Term term) implements Content {

    /** Between two looks at the lease; no more than this is sent after it has ended. */
    private static final int STEP = 8 << 10;

    static Item under(AppendLease.Term term, Item item) {
        return term == AppendLease.Term.UNLIMITED
                ? item
                : new Item(item.head(), new LeasedContent(item.content(), term));
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream open() throws IOException {
        return new FilterInputStream(content.open()) {
            @Override
            public int read() throws IOException {
                term.check();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                term.check();
                return super.read(bytes, offset, Math.min(length, STEP));
            }
        };
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        term.check();
        content.writeTo(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        for (int done = 0; done < length; done += STEP) {
                            term.check();
                            out.write(bytes, offset + done, Math.min(STEP, length - done));
                        }
                    }
                });
    }

    @Override
    public void close() {
        content.close();
    }
}
