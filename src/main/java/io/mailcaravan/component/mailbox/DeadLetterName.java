package io.mailcaravan.component.mailbox;

import io.mailcaravan.component.item.ItemRun;
import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.convert.BodyKind;
import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.ItemKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The file of a dead letter: {@code acme/old/alice@acme.example/INBOX/1234-0f9a61b28c07/17.eml}.
 * Names of mailboxes and folders come from users and servers, so that only what any file system
 * takes in any locale is left of them; what is told apart by the rest has another number.
 */
public final class DeadLetterName {

    private static final int LONGEST = 60;

    private static final int HASH_BYTES = 6;

    private static final String STATE = "{{caravan.state:state}}";

    /** Of what came from no mailbox, or has lost that: every file is another's. */
    private static final Content NOTHING = Content.of(new byte[0]);

    private DeadLetterName() {}

    /** The files that the dead letter route of this program keeps. */
    static DeadLetters files(CamelContext context) {
        return DeadLetters.of(Path.of(context.resolvePropertyPlaceholders(STATE)));
    }

    /**
     * The name for an item, the same each time, unless the file of another message has it: a source
     * may give UIDs again.
     *
     * <p>Not by the header {@link MailboxConstants#ITEM_KEY}: where a step has removed it, that
     * would hide why the item failed.
     */
    public static String of(Exchange exchange) {
        String name =
                named(
                        ItemRun.of(exchange)
                                .map(run -> run.item().key().toString())
                                .orElseGet(
                                        () ->
                                                exchange.getMessage()
                                                        .getHeader(
                                                                MailboxConstants.ITEM_KEY,
                                                                exchange.getExchangeId(),
                                                                String.class)),
                        BodyKind.of(exchange));
        Content content =
                exchange.getProperty(MailboxConstants.ORIGINAL_BODY) instanceof ContentBody body
                        ? body.content()
                        : NOTHING;
        return files(exchange.getContext()).free(name, content);
    }

    /**
     * @param itemKey {@code ROUTE/STORE/MAILBOX/FOLDER/UIDVALIDITY/UID}
     */
    static String named(String itemKey, ItemKind kind) {
        int end = itemKey.lastIndexOf('/');
        String folder = itemKey.substring(0, Math.max(0, end));
        String readable =
                Stream.of(folder.split("/"))
                        .map(DeadLetterName::safe)
                        .collect(Collectors.joining("/"));
        return readable
                + '-'
                + hash(folder)
                + '/'
                + safe(itemKey.substring(end + 1))
                + kind.extension();
    }

    private static String safe(String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9@._+-]", "_").replaceFirst("^\\.+", "_");
        return ascii.isEmpty() ? "_" : ascii.substring(0, Math.min(LONGEST, ascii.length()));
    }

    private static String hash(String folder) {
        byte[] digest = Digest.begin().digest(folder.getBytes(StandardCharsets.UTF_16BE));
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }
}
