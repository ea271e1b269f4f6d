package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.Adopt;
import io.mailcaravan.append.AppendOptions;
import io.mailcaravan.append.Conflicts;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.KindFilter;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.pass.Deletions;
import io.mailcaravan.pass.MaxDeletions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** All options of an endpoint. */
@UriParams
public class MailboxConfiguration implements Cloneable {

    @UriPath
    @Metadata(
            required = true,
            description = "The store's name in configuration: caravan.stores.NAME.")
    private String store;

    @UriParam(
            label = "consumer",
            description =
                    "The file that lists the mailboxes, with a header line and at least the columns source and"
                            + " destination. A relative one is looked up beside the route file. Not needed where both stores"
                            + " have a user name of their own.")
    private String mailboxes;

    @UriParam(
            label = "consumer,filter",
            description =
                    "Folders to copy: globs and special-use names such as \\Sent, separated by commas. All when"
                            + " not set.")
    private String folders = "";

    @UriParam(
            label = "consumer,filter",
            description =
                    "Folders to leave out: globs and special-use names such as \\Junk, separated by commas. Their"
                            + " items are recorded as skipped.")
    private String excludeFolders = "";

    @UriParam(
            label = "consumer,filter",
            description =
                    "Only items received at or after this: a date (2018-01-01, from midnight UTC), an instant, or"
                            + " a period ago (P2Y).")
    private String since = "";

    @UriParam(
            label = "consumer,filter",
            description = "Only items received before this; written as since.")
    private String before = "";

    @UriParam(
            label = "consumer,filter",
            defaultValue = "internaldate",
            enums = "internaldate,date-header",
            description =
                    "Which date since and before look at: when the source received the item, or its Date header.")
    private String dateField = "internaldate";

    @UriParam(
            label = "consumer,filter",
            description = "Only items up to this size, in bytes or with a unit (25MB).")
    private String maxSize = "";

    @UriParam(
            label = "consumer,filter",
            description =
                    "Only items with these flags, and without those that have a ! in front, separated by commas"
                            + " (!\\Deleted,$Important).")
    private String flags = "";

    @UriParam(
            label = "consumer",
            description =
                    "Kinds of items to copy, separated by commas: message, contact, event, task. Empty for all that"
                            + " both ends have.")
    private String kinds = "";

    @UriParam(
            label = "consumer",
            description =
                    "The ledger that tells what is copied already, before a body is fetched; the component's own"
                            + " ledger when not set.")
    private IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            defaultValue = "16",
            description =
                    "Mailboxes under way at once; never more than the stores may have connections."
                            + " They share the memory that Java may use.")
    private int maxConcurrentMailboxes = 16;

    @UriParam(
            label = "common",
            defaultValue = "2",
            description = "Connections to the store at once, for one mailbox.")
    private int connectionsPerMailbox = 2;

    @UriParam(
            label = "common",
            description =
                    "The one mailbox of the store, by its name there. In to: every item goes to it, whatever the"
                            + " list names, an archive for example; a header CamelMailboxDestination that a step has"
                            + " set goes before it. In from: it is the only one that is read, and there is no list.")
    private String mailbox;

    @UriParam(
            label = "consumer",
            defaultValue = "never",
            enums = "never,flag,delete",
            description =
                    "What a delta pass does at the destination with items that are gone from the source: nothing,"
                            + " flag them \\Deleted, or delete them.")
    private String deletions = "never";

    @UriParam(
            label = "consumer",
            defaultValue = "20,10%",
            description =
                    "How many copies of a folder one pass may delete or flag because their items are gone from the"
                            + " source: a number, a percentage of the folder, or both, of which the greater counts. Beyond it"
                            + " none is, and the pass says so.")
    private String maxDeletions = "20,10%";

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether each pass tries items again that failed before; if false, only the command retry"
                            + " does.")
    private boolean retryFailed = true;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1000",
            javaType = "java.time.Duration",
            description =
                    "The wait before a lost connection is opened again, in milliseconds; doubled with each further"
                            + " failure.")
    private long reconnectDelay = 1000;

    @UriParam(
            label = "producer",
            description = "A folder that everything is put below, INBOX included.")
    private String folderPrefix = "";

    @UriParam(
            label = "producer",
            description =
                    "A file that says where folders go, a line for each: source, arrow, destination (an"
                            + " example is in docs/component.md). A relative one is looked up beside"
                            + " the route file.")
    private String folderMap;

    @UriParam(
            label = "producer",
            defaultValue = "_",
            description =
                    "Takes the place of what a folder's name cannot hold at the destination: its separator (the dot"
                            + " of 'v1.2 notes' towards Courier or Cyrus), control characters. Names that are too long"
                            + " are cut, and folders that would become one are kept apart. If empty, names are left"
                            + " alone and the items of such folders fail.")
    private String separatorReplacement = FolderMapping.REPLACEMENT;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Creates folders that are missing; if false, their items fail.")
    private boolean createFolders = true;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Subscribes to folders that are subscribed at the source.")
    private boolean subscribe = true;

    @UriParam(
            label = "producer",
            defaultValue = "auto",
            enums = "auto,true,false",
            description =
                    "Whether an item that is at the destination already is recognised there, by its content, and"
                            + " recorded as copied instead of being appended: auto looks where the ledger knows nothing of a"
                            + " folder and the destination is not empty, true always, false never.")
    private String adopt = "auto";

    @UriParam(
            label = "producer",
            defaultValue = "destination",
            enums = "destination,source,both",
            description =
                    "What counts where a contact, event or task has changed at the source and its copy at the"
                            + " destination, too: destination leaves the copy as its owner has made it, source replaces it,"
                            + " both puts what the source has beside it as another item.")
    private String conflicts = "destination";

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Repairs a message that the destination refuses (NUL bytes, bare line feeds, lines too long,"
                            + " bad headers), tries once more, and records which rule was used.")
    private boolean repair = true;

    MailboxConfiguration copy() {
        try {
            return (MailboxConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * Looks at every option that is more than a name.
     *
     * @throws ConfigurationException for the first that cannot be read
     */
    void check() {
        checkMailbox();
        kinds();
        conflicts();
        adopt();
        deletions();
        MaxDeletions.parse(maxDeletions);
        FolderFilter.of(folders, excludeFolders);
        ItemFilter.of(since, before, dateField, maxSize, flags);
    }

    /** The options that filter, as a text that changes with them. */
    String filterRules() {
        return String.join(
                "\n", folders, excludeFolders, since, before, dateField, maxSize, flags, kinds);
    }

    /** Empty for all that both ends have. */
    Set<ItemKind> kinds() {
        return KindFilter.parse(kinds);
    }

    /**
     * As that of the component, which endpoints inherit.
     *
     * @throws ConfigurationException for an option that only one endpoint can have
     */
    void checkForAll() {
        Map<String, Optional<String>> single =
                Map.of(
                        "store", Optional.ofNullable(store),
                        "mailbox", Optional.ofNullable(mailbox),
                        "mailboxes", Optional.ofNullable(mailboxes));
        single.forEach(
                (option, value) ->
                        value.ifPresent(
                                found -> {
                                    throw new ConfigurationException(
                                            "camel.component.mailbox." + option,
                                            "'" + found + "' would be that of every end",
                                            "Set it in the route, at the end that it is for.");
                                }));
    }

    private void checkMailbox() {
        if (mailbox != null && mailbox.isBlank()) {
            throw new ConfigurationException(
                    "option mailbox",
                    "it is empty",
                    "Name a mailbox of the store " + store + ", or leave the option out.");
        }
        if (mailbox != null && mailboxes != null) {
            throw new ConfigurationException(
                    "option mailbox",
                    "it names the mailbox to be read, and so does the option mailboxes",
                    "Keep one of them: the list for several mailboxes, or for one that needs a"
                            + " password of its own.");
        }
    }

    AppendOptions appendOptions() {
        return new AppendOptions(
                adopt(), repair, createFolders, subscribe, connectionsPerMailbox, conflicts());
    }

    Conflicts conflicts() {
        try {
            return Conflicts.valueOf(conflicts.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "option conflicts",
                    "'" + conflicts + "' is none of its values",
                    "Set destination, source or both.");
        }
    }

    Adopt adopt() {
        try {
            return Adopt.valueOf(adopt.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "option adopt",
                    "'" + adopt + "' is none of its values",
                    "Set auto, true or false.");
        }
    }

    Deletions deletions() {
        try {
            return Deletions.valueOf(deletions.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "option deletions",
                    "'" + deletions + "' is none of its values",
                    "Set never, flag or delete.");
        }
    }

    public String getStore() {
        return store;
    }

    public void setStore(String store) {
        this.store = store;
    }

    public String getMailboxes() {
        return mailboxes;
    }

    public void setMailboxes(String mailboxes) {
        this.mailboxes = mailboxes;
    }

    public String getFolders() {
        return folders;
    }

    public void setFolders(String folders) {
        this.folders = folders;
    }

    public String getExcludeFolders() {
        return excludeFolders;
    }

    public void setExcludeFolders(String excludeFolders) {
        this.excludeFolders = excludeFolders;
    }

    public String getSince() {
        return since;
    }

    public void setSince(String since) {
        this.since = since;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }

    public String getDateField() {
        return dateField;
    }

    public void setDateField(String dateField) {
        this.dateField = dateField;
    }

    public String getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(String maxSize) {
        this.maxSize = maxSize;
    }

    public String getFlags() {
        return flags;
    }

    public void setFlags(String flags) {
        this.flags = flags;
    }

    public String getKinds() {
        return kinds;
    }

    public void setKinds(String kinds) {
        this.kinds = kinds;
    }

    public String getMailbox() {
        return mailbox;
    }

    public void setMailbox(String mailbox) {
        this.mailbox = mailbox;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public int getMaxConcurrentMailboxes() {
        return maxConcurrentMailboxes;
    }

    public void setMaxConcurrentMailboxes(int maxConcurrentMailboxes) {
        this.maxConcurrentMailboxes = maxConcurrentMailboxes;
    }

    public int getConnectionsPerMailbox() {
        return connectionsPerMailbox;
    }

    public void setConnectionsPerMailbox(int connectionsPerMailbox) {
        this.connectionsPerMailbox = connectionsPerMailbox;
    }

    public String getDeletions() {
        return deletions;
    }

    public void setDeletions(String deletions) {
        this.deletions = deletions;
    }

    public String getFolderPrefix() {
        return folderPrefix;
    }

    public void setFolderPrefix(String folderPrefix) {
        this.folderPrefix = folderPrefix;
    }

    public String getFolderMap() {
        return folderMap;
    }

    public void setFolderMap(String folderMap) {
        this.folderMap = folderMap;
    }

    public String getSeparatorReplacement() {
        return separatorReplacement;
    }

    public void setSeparatorReplacement(String separatorReplacement) {
        this.separatorReplacement = separatorReplacement;
    }

    public boolean isCreateFolders() {
        return createFolders;
    }

    public void setCreateFolders(boolean createFolders) {
        this.createFolders = createFolders;
    }

    public boolean isSubscribe() {
        return subscribe;
    }

    public void setSubscribe(boolean subscribe) {
        this.subscribe = subscribe;
    }

    public String getConflicts() {
        return conflicts;
    }

    public void setConflicts(String conflicts) {
        this.conflicts = conflicts;
    }

    public String getAdopt() {
        return adopt;
    }

    public void setAdopt(String adopt) {
        this.adopt = adopt;
    }

    public String getMaxDeletions() {
        return maxDeletions;
    }

    public void setMaxDeletions(String maxDeletions) {
        this.maxDeletions = maxDeletions;
    }

    public boolean isRetryFailed() {
        return retryFailed;
    }

    public void setRetryFailed(boolean retryFailed) {
        this.retryFailed = retryFailed;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public boolean isRepair() {
        return repair;
    }

    public void setRepair(boolean repair) {
        this.repair = repair;
    }
}
