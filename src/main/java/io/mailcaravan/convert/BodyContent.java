package io.mailcaravan.convert;

import io.mailcaravan.convert.mime.SpoolStream;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * The body of an exchange as content, whatever it came as.
 *
 * @param copied whether it is not the body itself, so that closing it leaves the body alone
 */
public record BodyContent(Content content, boolean copied) implements AutoCloseable {

    /**
     * The body is afterwards as it was; only a stream that can be read once is replaced. Empty
     * where there is none, or nobody can make bytes of it.
     */
    public static BodyContent of(Exchange exchange, Spool spool) throws IOException {
        return find(exchange, spool)
                .orElseGet(() -> new BodyContent(Content.of(new byte[0]), false));
    }

    /**
     * The same, where there has to be something.
     *
     * @throws IOException where there is nothing, too
     */
    public static BodyContent required(Exchange exchange, Spool spool) throws IOException {
        Object body = exchange.getMessage().getBody();
        return find(exchange, spool)
                .orElseThrow(
                        () ->
                                new IOException(
                                        body == null
                                                ? "there is no body"
                                                : "nobody knows how to make bytes of a "
                                                        + body.getClass().getName()));
    }

    private static Optional<BodyContent> find(Exchange exchange, Spool spool) throws IOException {
        Object body = exchange.getMessage().getBody();
        return switch (body) {
            case null -> Optional.empty();
            case ContentBody own -> Optional.of(new BodyContent(own.content(), false));
            case Content content -> Optional.of(new BodyContent(content, false));
            case byte[] bytes -> Optional.of(new BodyContent(Content.of(bytes), false));
            case StreamCache cache -> Optional.of(new BodyContent(read(cache, spool), true));
            // Camel's own converter would leave the header out
            case jakarta.mail.Message mail ->
                    Optional.of(
                            new BodyContent(
                                    SpoolStream.collect(spool, out -> write(mail, out)), true));
            default -> read(exchange, body, spool);
        };
    }

    private static void write(jakarta.mail.Message mail, OutputStream out) throws IOException {
        try {
            mail.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException("the mail in the body cannot be read: " + e.getMessage(), e);
        }
    }

    private static Content read(StreamCache cache, Spool spool) throws IOException {
        cache.reset();
        try {
            return SpoolStream.collect(spool, cache::writeTo);
        } finally {
            cache.reset();
        }
    }

    private static Optional<BodyContent> read(Exchange exchange, Object body, Spool spool)
            throws IOException {
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            if (in == null) {
                return Optional.empty();
            }
            Content content = spool.keep(in);
            if (body instanceof InputStream) {
                replace(exchange, content);
            }
            return Optional.of(new BodyContent(content, !(body instanceof InputStream)));
        }
    }

    /** Makes a content the body; it is closed when nobody can read it there any more. */
    public static void replace(Exchange exchange, Content content) {
        ContentBody before =
                exchange.getMessage().getBody() instanceof ContentBody body
                        ? body
                        : new ContentBody(content);
        exchange.getMessage().setBody(before.with(content, exchange));
    }

    @Override
    public void close() {
        if (copied) {
            content.close();
        }
    }
}
