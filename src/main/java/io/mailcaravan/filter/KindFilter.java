package io.mailcaravan.filter;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which kinds of items a pass takes.
 *
 * @param asked by the route; empty for all that both ends have
 * @param ends where they go
 */
public record KindFilter(Set<ItemKind> asked, Collection<MailboxStore> ends) {

    /** Takes everything. */
    public static final KindFilter ALL = new KindFilter(Set.of(), Set.of());

    private static final String OPTION = "option kinds";

    /**
     * Reads the option {@code kinds}: words separated by commas; empty for all.
     *
     * @throws ConfigurationException for a word that is no kind
     */
    public static Set<ItemKind> parse(String text) {
        Set<ItemKind> kinds = EnumSet.noneOf(ItemKind.class);
        for (String word : text.isBlank() ? new String[0] : text.split(",")) {
            kinds.add(
                    ItemKind.parse(word.trim())
                            .orElseThrow(
                                    () ->
                                            new ConfigurationException(
                                                    OPTION,
                                                    "'" + word.trim() + "' is no kind of item",
                                                    "There are " + words() + ".")));
        }
        return kinds;
    }

    private static String words() {
        return Arrays.stream(ItemKind.values())
                .map(ItemKind::word)
                .collect(Collectors.joining(", "));
    }

    /**
     * Refuses kinds that were asked for and that a store cannot hold.
     *
     * @throws ConfigurationException naming kind and store
     */
    public static void check(Set<ItemKind> asked, Collection<MailboxStore> stores) {
        for (MailboxStore store : stores) {
            for (ItemKind kind : asked) {
                if (!store.kinds().contains(kind)) {
                    throw new ConfigurationException(
                            OPTION,
                            "store "
                                    + store.name()
                                    + " of type "
                                    + store.type()
                                    + " holds no "
                                    + kind.words(),
                            "Take "
                                    + kind.word()
                                    + " out of kinds, or use a store that holds them.");
                }
            }
        }
    }

    /** Why the folder is left out for what it holds; empty where it is taken. */
    public Optional<String> excluded(FolderPath folder) {
        ItemKind kind = folder.kind();
        if (!asked.isEmpty()) {
            return asked.contains(kind)
                    ? Optional.empty()
                    : Optional.of(kind.word() + " not among kinds=" + text(asked));
        }
        return ends.stream()
                .filter(store -> !store.kinds().contains(kind))
                .map(store -> "store " + store.name() + " holds no " + kind.words())
                .findFirst();
    }

    private static String text(Set<ItemKind> kinds) {
        return kinds.stream().map(ItemKind::word).collect(Collectors.joining(","));
    }
}
