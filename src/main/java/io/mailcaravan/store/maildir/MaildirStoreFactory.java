package io.mailcaravan.store.maildir;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.nio.file.Path;
import java.util.Set;

/** Makes stores of type {@code maildir}. */
public final class MaildirStoreFactory implements StoreFactory {

    private static final Set<String> KEYS = Set.of("type", "path", "layout");

    @Override
    public String type() {
        return MaildirStore.TYPE;
    }

    @Override
    public MailboxStore create(StoreSettings settings, Spool spool) {
        settings.checkKeys(KEYS);
        Path path =
                settings.path("path")
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                settings.place("path"),
                                                "not set",
                                                "Name the folder that holds one Maildir a mailbox."));
        Layout layout =
                settings.text("layout")
                        .map(
                                text ->
                                        Layout.parse(text)
                                                .orElseThrow(
                                                        () ->
                                                                new ConfigurationException(
                                                                        settings.place("layout"),
                                                                        "'"
                                                                                + text
                                                                                + "' is no layout",
                                                                        "Write auto, maildir++ or fs.")))
                        .orElse(Layout.AUTO);
        return new MaildirStore(settings.name(), path.toAbsolutePath().normalize(), layout, spool);
    }
}
