package io.mailcaravan.store.mbox;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.nio.file.Path;
import java.util.List;

/** Makes stores of type {@code mbox}. */
public final class MboxStoreFactory implements StoreFactory {

    private static final Setting<Path> PATH =
            Setting.of("path", SettingType.path())
                    .required()
                    .meaning(
                            "the folder that holds one file, or one directory of files, a mailbox,"
                                    + " or with `{mailbox}` in it the file or directory itself:"
                                    + " `/srv/takeout/{mailbox}.mbox`")
                    .advice("Name the folder that holds one mbox a mailbox.");

    private static final Setting<MboxLayout> LAYOUT =
            Setting.of("layout", SettingType.oneOf(MboxLayout.values()))
                    .standard(MboxLayout.AUTO)
                    .meaning("`auto`, `file`, `tree` or `takeout`, see [layouts](#layouts)")
                    .advice("Write auto, file, tree or takeout.");

    private static final Setting<MboxFormat> FORMAT =
            Setting.of("format", SettingType.oneOf(MboxFormat.values()))
                    .standard(MboxFormat.MBOXRD)
                    .meaning("`mboxrd`, `mboxo` or `mboxcl2`, see [formats](#formats)")
                    .advice("Write mboxrd, mboxo or mboxcl2.");

    @Override
    public String type() {
        return MboxStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PATH, LAYOUT, FORMAT);
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        Path path = settings.get(PATH).toAbsolutePath().normalize();
        return new MboxStore(
                settings.name(), path, settings.get(LAYOUT), settings.get(FORMAT), spool);
    }
}
