package io.mailcaravan.component.mailbox;

import io.mailcaravan.component.item.AppliedMappings;
import io.mailcaravan.component.item.ItemRun;
import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.component.item.PlacesHeader;
import io.mailcaravan.component.route.RouteFiles;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.convert.BodyContent;
import io.mailcaravan.convert.BodyKind;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mapping.AddressMapping;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.mapping.MessageMapping;
import io.mailcaravan.pass.PassItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/**
 * The step {@code propertyMapping} of a route: flags, folder and addresses of an item become others
 * by the rules of a mapping file.
 */
public final class PropertyMappingProcessor implements Processor {

    /** By which routes name it. */
    public static final String NAME = RouteMappings.STEP;

    private final Spool spool;
    private final Map<Path, Mappings> besidePasses = new ConcurrentHashMap<>();

    /**
     * @param spool where large results go
     */
    public PropertyMappingProcessor(Spool spool) {
        this.spool = spool;
    }

    /** By {@code mapping.yaml} beside the route. */
    @Override
    public void process(Exchange exchange) throws IOException, MailboxException {
        map(Mappings.DEFAULT, exchange);
    }

    /**
     * By another file: {@code method: "map('keywords.yaml')"}.
     *
     * @param file looked up beside the route, then among those that come with the program
     */
    public void map(String file, Exchange exchange) throws IOException, MailboxException {
        MessageMapping mapping = mappings(exchange).get(file).message();
        if (BodyKind.of(exchange) == ItemKind.MESSAGE) {
            addresses(mapping.addresses(), exchange);
            folder(mapping, exchange);
            places(mapping, exchange.getMessage());
            flags(mapping, exchange.getMessage());
            AppliedMappings.add(exchange, file);
        }
    }

    private Mappings mappings(Exchange exchange) {
        return ItemRun.of(exchange)
                .map(run -> run.item().mappings())
                .orElseGet(() -> besidePasses.computeIfAbsent(folder(exchange), Mappings::new));
    }

    private static Path folder(Exchange exchange) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        return route == null ? Path.of("") : RouteFiles.folder(route);
    }

    private void addresses(AddressMapping mapping, Exchange exchange)
            throws IOException, MailboxException {
        if (mapping.isEmpty()) {
            return;
        }
        try (BodyContent body = BodyContent.of(exchange, spool)) {
            Optional<AddressMapping.Changed> changed = mapping.map(body.content(), spool);
            if (changed.isPresent()) {
                BodyContent.replace(exchange, changed.get().content());
                note(
                        exchange.getMessage(),
                        "addresses in " + String.join(", ", changed.get().fields()));
            }
        } catch (IOException e) {
            Optional<MailboxException> noRoom = spool.noRoom(0, e);
            if (noRoom.isPresent()) {
                throw noRoom.get(); // the message is not at fault
            }
            throw e;
        }
    }

    /** Behind what other steps have noted. */
    private static void note(Message message, String what) {
        String before = message.getHeader(MailboxConstants.NOTE, "", String.class);
        message.setHeader(
                MailboxConstants.NOTE,
                (before.isEmpty() ? "" : before + "; ") + CopyNote.ofConverted(what));
    }

    private static void folder(MessageMapping mapping, Exchange exchange) {
        Message message = exchange.getMessage();
        Optional.ofNullable(message.getHeader(MailboxConstants.FOLDER, String.class))
                .map(FolderPath::parse)
                .or(() -> item(exchange).map(item -> item.folder().path()))
                .flatMap(mapping.folders()::of)
                .ifPresent(
                        renamed ->
                                message.setHeader(
                                        MailboxConstants.FOLDER, renamed.path().toString()));
    }

    private static void places(MessageMapping mapping, Message message) {
        Object places = message.getHeader(MailboxConstants.PLACES);
        if (places != null) {
            message.setHeader(
                    MailboxConstants.PLACES,
                    mapping.folders().of(PlacesHeader.parse(places)).texts());
        }
    }

    /** Where a step has taken the header away, the producer asks the source. */
    private static void flags(MessageMapping mapping, Message message) {
        String flags = message.getHeader(MailboxConstants.FLAGS, String.class);
        if (flags != null && !mapping.flags().isEmpty()) {
            message.setHeader(
                    MailboxConstants.FLAGS, mapping.flags().map(Flags.parse(flags)).toString());
        }
    }

    private static Optional<PassItem> item(Exchange exchange) {
        return ItemRun.of(exchange).map(ItemRun::item);
    }
}
