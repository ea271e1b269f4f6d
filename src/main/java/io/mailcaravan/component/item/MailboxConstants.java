package io.mailcaravan.component.item;

import java.util.Set;
import org.apache.camel.spi.Metadata;

/** Headers of the mailbox component. */
public final class MailboxConstants {

    @Metadata(description = "The source mailbox's name in its store.", javaType = "String")
    public static final String SOURCE = "CamelMailboxSource";

    @Metadata(
            description =
                    "The destination mailbox's name in its store, as the list has it; the producer appends to"
                            + " this mailbox. What a step sets goes before the option mailbox of the endpoint."
                            + " Where there is none, or it is null, the option counts, else the list.",
            javaType = "String")
    public static final String DESTINATION = "CamelMailboxDestination";

    @Metadata(
            description =
                    "The folder as the source has it, names joined by a slash. The producer maps it to a folder"
                            + " of the destination.",
            javaType = "String")
    public static final String FOLDER = "CamelMailboxFolder";

    @Metadata(
            description =
                    "The folder's role where the source declares one, for example \\Sent (RFC 6154).",
            javaType = "String")
    public static final String SPECIAL_USE = "CamelMailboxSpecialUse";

    @Metadata(description = "The item's UID at the source.", javaType = "Long")
    public static final String UID = "CamelMailboxUid";

    @Metadata(description = "The source folder's UIDVALIDITY.", javaType = "Long")
    public static final String UID_VALIDITY = "CamelMailboxUidValidity";

    @Metadata(
            description =
                    "When the source received the message; the producer keeps it. Not the Date header.",
            javaType = "java.util.Date")
    public static final String INTERNAL_DATE = "CamelMailboxInternalDate";

    @Metadata(
            description =
                    "Flags and keywords, separated by blanks, for example \\Seen $Forwarded; the producer sets"
                            + " these.",
            javaType = "String")
    public static final String FLAGS = "CamelMailboxFlags";

    @Metadata(
            description =
                    "Further folders that the item lies in (labels), as a list of their paths; missing where there"
                            + " are none. The producer puts it in these, where the destination keeps several.",
            javaType = "java.util.List<String>")
    public static final String PLACES = "CamelMailboxPlaces";

    @Metadata(description = "Bytes of the message as the source announces them.", javaType = "Long")
    public static final String SIZE = "CamelMailboxSize";

    @Metadata(
            description =
                    "What identifies the item in the ledger: route, store, mailbox, folder, UIDVALIDITY and UID.",
            javaType = "String")
    public static final String ITEM_KEY = "CamelMailboxItemKey";

    @Metadata(
            description =
                    "The header fields of the message as it was read: a map by names without case, its values"
                            + " decoded, several of one name joined by commas. Read when first asked for.",
            javaType = "java.util.Map")
    public static final String FIELDS = "CamelMailboxFields";

    @Metadata(
            description = "What the item is: message, contact, event or task.",
            javaType = "String")
    public static final String KIND = "CamelMailboxKind";

    @Metadata(
            description =
                    "Set by a dead letter route: the file that keeps the item's bytes. The ledger records it.",
            javaType = "String")
    public static final String DEAD_LETTER = "CamelMailboxDeadLetter";

    @Metadata(
            description =
                    "Set by steps of the route: what they did, for the ledger, separated by semicolons. A part that"
                            + " begins with 'converted: ' says that the item is meant to arrive changed.",
            javaType = "String")
    public static final String NOTE = "CamelMailboxNote";

    @Metadata(
            description =
                    "Set by steps of the route that leave an item out: why, for the ledger, which records it as"
                            + " skipped with this reason.",
            javaType = "String")
    public static final String SKIP_REASON = "CamelMailboxSkipReason";

    @Metadata(
            label = "producer",
            description =
                    "Set after an append: the item's UID at the destination, where the store tells it.",
            javaType = "Long")
    public static final String DESTINATION_UID = "CamelMailboxDestinationUid";

    @Metadata(
            label = "producer",
            description = "Set after an append: the folder at the destination.",
            javaType = "String")
    public static final String DESTINATION_FOLDER = "CamelMailboxDestinationFolder";

    /** Exchange property: the body as it was read, whatever the route's steps have made of it. */
    public static final String ORIGINAL_BODY = "CamelMailboxOriginalBody";

    private static final Set<String> NAMES =
            Set.of(
                    SOURCE,
                    DESTINATION,
                    FOLDER,
                    SPECIAL_USE,
                    UID,
                    UID_VALIDITY,
                    INTERNAL_DATE,
                    FLAGS,
                    PLACES,
                    SIZE,
                    ITEM_KEY,
                    FIELDS,
                    KIND,
                    DEAD_LETTER,
                    NOTE,
                    SKIP_REASON,
                    DESTINATION_UID,
                    DESTINATION_FOLDER,
                    ORIGINAL_BODY);

    private MailboxConstants() {}

    /** All of them. */
    public static Set<String> names() {
        return NAMES;
    }
}
