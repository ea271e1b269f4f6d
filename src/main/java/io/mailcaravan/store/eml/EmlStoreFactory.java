package io.mailcaravan.store.eml;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.nio.file.Path;
import java.util.List;

/** Makes stores of type {@code eml}. */
public final class EmlStoreFactory implements StoreFactory {

    private static final Setting<Path> PATH =
            Setting.of("path", SettingType.path())
                    .required()
                    .meaning(
                            "the folder that holds a directory of `.eml` files a mailbox, or with"
                                    + " `{mailbox}` in it the directory itself, or a zip archive:"
                                    + " `/srv/export/{mailbox}.zip`")
                    .advice("Name the folder that holds a directory a mailbox.");

    @Override
    public String type() {
        return EmlStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PATH);
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        Path path = settings.get(PATH).toAbsolutePath().normalize();
        return new EmlStore(settings.name(), path, spool);
    }
}
