package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.BodyContent;
import io.mailcaravan.convert.BodyKind;
import io.mailcaravan.convert.mime.SpoolStream;
import io.mailcaravan.convert.tnef.report.ConversionReport;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code tnefToMime} of a route: the body, a whole message or a raw TNEF stream, becomes a
 * message without TNEF. A body without TNEF stays the object that it is, and one that cannot be
 * converted stays byte for byte; neither fails the exchange.
 */
public final class TnefToMimeProcessor implements Processor {

    /** Header: how the conversion ended, in the words of {@link Outcome}; only with TNEF. */
    public static final String OUTCOME = "CamelTnefOutcome";

    /** Header, set by {@link #report}: a map of what was found. */
    public static final String REPORT = "CamelTnefReport";

    /** Header for the ledger; {@code MailboxConstants} has it, which depends on this package. */
    static final String NOTE = "CamelMailboxNote";

    private final TnefToMime converter;
    private final Spool spool;
    private final ConversionMemory memory;

    /**
     * @param spool where large results go
     */
    public TnefToMimeProcessor(TnefOptions options, Spool spool, ConversionMemory memory) {
        this.converter = new TnefToMime(options);
        this.spool = spool;
        this.memory = memory;
    }

    @Override
    public void process(Exchange exchange)
            throws IOException, InterruptedException, MailboxException {
        look(exchange, this::convert);
    }

    /** Only tells what a conversion would do; the body stays as it is. */
    public void report(Exchange exchange)
            throws IOException, InterruptedException, MailboxException {
        look(exchange, TnefToMimeProcessor::tell);
    }

    private interface Use {
        void with(Conversion conversion, Exchange exchange) throws IOException;
    }

    /** A body that cannot be read at all fails the exchange: there is nothing to hand on. */
    private void look(Exchange exchange, Use use)
            throws IOException, InterruptedException, MailboxException {
        if (BodyKind.of(exchange) != ItemKind.MESSAGE) {
            return; // a contact has no attachment of that sort
        }
        try {
            lookInto(exchange, use);
        } catch (IOException e) {
            Optional<MailboxException> noRoom = spool.noRoom(0, e);
            if (noRoom.isPresent()) {
                throw noRoom.get(); // the message is not at fault
            }
            throw e;
        }
    }

    private void lookInto(Exchange exchange, Use use) throws IOException, InterruptedException {
        try (BodyContent body = BodyContent.of(exchange, spool)) {
            long size = body.content().size();
            if (size > Integer.MAX_VALUE) {
                rejected(exchange, "not looked into, being larger than 2 GiB");
                return;
            }
            Bytes bytes = Bytes.of(body.content().bytes());
            if (!TnefToMime.mayHoldTnef(bytes)) {
                return;
            }
            if (!memory.suffices(size)) {
                rejected(exchange, "not looked into, being larger than the memory for conversions");
                return;
            }
            try (ConversionMemory.Share share = memory.take(size)) {
                Conversion conversion = converter.convert(bytes);
                if (conversion.outcome() != Outcome.UNTOUCHED) {
                    use.with(conversion, exchange);
                }
            }
        }
    }

    private void convert(Conversion conversion, Exchange exchange) throws IOException {
        Conversion result = conversion;
        if (conversion.isChanged()) {
            try {
                Content content = SpoolStream.collect(spool, conversion::writeTo);
                BodyContent.replace(exchange, content);
            } catch (RuntimeException | StackOverflowError e) {
                result = conversion.unchanged("the result cannot be written: " + e);
            }
        }
        exchange.getMessage().setHeader(OUTCOME, result.outcome().text());
        LedgerNote.add(exchange.getMessage(), LedgerNote.of(result));
    }

    private static void tell(Conversion conversion, Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME, exchange.getExchangeId(), String.class);
        message.setHeader(REPORT, ConversionReport.of(name, conversion));
        message.setHeader(OUTCOME, conversion.outcome().text());
        LedgerNote.add(message, LedgerNote.reported(conversion.outcome()));
    }

    private static void rejected(Exchange exchange, String why) {
        exchange.getMessage().setHeader(OUTCOME, Outcome.REJECTED.text());
        LedgerNote.add(exchange.getMessage(), LedgerNote.unchanged(why));
    }
}
