package io.mailcaravan.convert;

import io.mailcaravan.mailbox.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * An item's content as the body of an exchange: a stream that can be read again, in memory or in
 * the spool. Whoever made the content closes it, for example by {@link #closeAfter}.
 */
public final class ContentBody extends InputStream implements StreamCache {

    private final Content content;
    private InputStream stream;
    private final Consumer<Exchange> copies;
    private long position;

    public ContentBody(Content content) {
        this(content, exchange -> {});
    }

    /**
     * @param copies is told of each exchange that gets a copy to go its own way with, behind a wire
     *     tap or a queue; the content must not be closed before that exchange is done
     */
    public ContentBody(Content content, Consumer<Exchange> copies) {
        this.content = content;
        this.copies = copies;
    }

    /**
     * Another content in its place: whoever waits for copies of this one waits for its, too. It is
     * closed when the exchange and all that have got a copy are done.
     */
    ContentBody with(Content other, Exchange exchange) {
        Holders holders = new Holders(other);
        holders.add(exchange);
        return new ContentBody(other, copies.andThen(holders::add));
    }

    /** Those who may still read a content; the last of them closes it. */
    private static final class Holders {
        private final Content content;
        private final AtomicInteger open = new AtomicInteger();

        Holders(Content content) {
            this.content = content;
        }

        void add(Exchange exchange) {
            open.incrementAndGet();
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    if (open.decrementAndGet() == 0) {
                                        content.close();
                                    }
                                }
                            });
        }
    }

    /** Closes a content when the exchange is done. */
    public static void closeAfter(Exchange exchange, Content content) {
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                content.close();
                            }
                        });
    }

    /** The content itself, to be appended or converted without a copy. */
    public Content content() {
        return content;
    }

    private InputStream stream() throws IOException {
        if (stream == null) {
            stream = content.open();
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        int read = stream().read();
        if (read >= 0) {
            position++;
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = stream().read(bytes, offset, length);
        if (read > 0) {
            position += read;
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return stream().available();
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void reset() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stream = null;
        position = 0;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        copies.accept(exchange);
        return new ContentBody(content, copies);
    }

    @Override
    public boolean inMemory() {
        return !(content instanceof Content.FileContent);
    }

    @Override
    public long length() {
        return content.size();
    }

    @Override
    public long position() {
        return position;
    }
}
