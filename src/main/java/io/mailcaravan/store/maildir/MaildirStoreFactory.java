package io.mailcaravan.store.maildir;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.nio.file.Path;
import java.util.List;

/** Makes stores of type {@code maildir}. */
public final class MaildirStoreFactory implements StoreFactory {

    private static final Setting<Path> PATH =
            Setting.of("path", SettingType.path())
                    .required()
                    .meaning(
                            "the folder that holds one Maildir a mailbox, or with `{mailbox}` in it"
                                    + " the Maildir itself: `/var/mail/{mailbox}/Maildir`")
                    .advice("Name the folder that holds one Maildir a mailbox.");

    private static final Setting<Layout> LAYOUT =
            Setting.of("layout", SettingType.parsed("layout", MaildirStoreFactory::layout))
                    .standard(Layout.AUTO, "`auto`")
                    .meaning("`auto`, `maildir++` or `fs`, see [layouts](#layouts)")
                    .advice("Write auto, maildir++ or fs.");

    @Override
    public String type() {
        return MaildirStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PATH, LAYOUT);
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        Path path = settings.get(PATH).toAbsolutePath().normalize();
        return new MaildirStore(settings.name(), path, settings.get(LAYOUT), spool);
    }

    private static Layout layout(WrittenSetting written) {
        return Layout.parse(written.text())
                .orElseThrow(() -> written.wrong(written.quoted() + " is no layout"));
    }
}
