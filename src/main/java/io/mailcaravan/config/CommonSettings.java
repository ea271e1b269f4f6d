package io.mailcaravan.config;

import java.util.List;

/** What stores of every type have. */
public final class CommonSettings {

    private static final String SIZES =
            "Write it like 2500MB or 10GB; leave the setting out for no limit.";

    public static final Setting<String> TYPE =
            Setting.of("type", SettingType.text())
                    .required()
                    .meaning("the adapter, one of those that have a page in [stores](stores/)")
                    .advice("Set it to a store type, for example imap.");

    public static final Setting<Long> BYTES_PER_DAY_PER_MAILBOX =
            Setting.of("bytes-per-day-per-mailbox", SettingType.size())
                    .meaning("read from, and written to, each mailbox in any 24 hours: `2500MB`")
                    .advice(SIZES);

    public static final Setting<Long> BYTES_PER_DAY =
            Setting.of("bytes-per-day", SettingType.size())
                    .meaning("the same over all mailboxes of the store")
                    .advice(SIZES);

    public static final Setting<Long> BYTES_PER_SECOND =
            Setting.of("bytes-per-second", SettingType.size())
                    .meaning(
                            "read, and written, over all mailboxes; of this process, not of all"
                                    + " nodes together")
                    .advice(SIZES);

    public static final List<Setting<?>> ALL =
            List.of(TYPE, BYTES_PER_DAY_PER_MAILBOX, BYTES_PER_DAY, BYTES_PER_SECOND);

    private CommonSettings() {}
}
