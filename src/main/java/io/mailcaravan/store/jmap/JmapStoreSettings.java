package io.mailcaravan.store.jmap;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.oauth.OAuthSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What can be set of a JMAP store, in the order of its documentation. */
final class JmapStoreSettings {

    /** Seconds: a day. */
    static final int LONGEST = 86_400;

    /** Where a host that is known by its name alone has its session resource (RFC 8620, 2.2). */
    private static final String WELL_KNOWN = "/.well-known/jmap";

    /** How requests are signed in. */
    enum Auth {
        PASSWORD,
        BEARER
    }

    static final Setting<URI> URL =
            Setting.of("url", SettingType.parsed("address", JmapStoreSettings::address))
                    .required()
                    .meaning(
                            "of the session resource, `https://jmap.acme.example/session`; or a"
                                    + " host, which is asked at `/.well-known/jmap`")
                    .advice("Write https://HOST/PATH, or the name of a host.");

    static final Setting<Path> CA_FILE =
            Setting.of("ca-file", SettingType.file())
                    .standardIs("Java's list")
                    .meaning("PEM; only these authorities are trusted, for this store");

    static final Setting<Boolean> ALLOW_INSECURE =
            Setting.of("allow-insecure", SettingType.flag())
                    .standard(false)
                    .meaning(
                            "allows `http:`, which lets others on the network read and change mail"
                                    + " and passwords; only where the network is trusted");

    static final Setting<Auth> AUTH =
            Setting.of("auth", SettingType.oneOf(Auth.values()))
                    .standard(Auth.PASSWORD)
                    .meaning("`password` (Basic) or `bearer` (a token, by `oauth.*`)");

    static final Setting<String> USERNAME =
            Setting.of("username", SettingType.text()).meaning("of a store with one mailbox");

    static final Setting<Secret> PASSWORD =
            Setting.of("password", SettingType.secret()).meaning("of that mailbox");

    static final Setting<Integer> CONNECTIONS =
            Setting.of("connections", SettingType.number(1, 10_000))
                    .standard(16)
                    .unit("sessions")
                    .meaning(
                            "at once over all mailboxes; a further sign-in waits. A session has"
                                    + " several requests under way, as many as the server allows");

    static final Setting<Integer> TIMEOUT =
            Setting.of("timeout", SettingType.number(1, LONGEST))
                    .standard(60)
                    .unit("seconds")
                    .meaning("for connecting, and for an answer that has begun to go on");

    static final Setting<Integer> ANSWER_TIMEOUT =
            Setting.of("answer-timeout", SettingType.number(1, LONGEST))
                    .standardIs("10 times `timeout`")
                    .unit("seconds")
                    .meaning("that an answer may take to begin");

    private static final List<Setting<?>> OWN =
            List.of(
                    URL,
                    CA_FILE,
                    ALLOW_INSECURE,
                    AUTH,
                    USERNAME,
                    PASSWORD,
                    CONNECTIONS,
                    TIMEOUT,
                    ANSWER_TIMEOUT);

    static final List<Setting<?>> ALL =
            Stream.concat(OWN.stream(), OAuthSettings.ALL.stream()).toList();

    private JmapStoreSettings() {}

    private static URI address(WrittenSetting written) {
        String text = written.text().contains("://") ? written.text() : "https://" + written.text();
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw written.wrong(written.quoted() + " is no address");
        }
        boolean web =
                "https".equalsIgnoreCase(address.getScheme())
                        || "http".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null) {
            throw written.wrong(written.quoted() + " is no web address");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw written.wrong(
                    "an address here has no user and no fragment",
                    "Set username and password instead.");
        }
        boolean host = address.getRawPath().isEmpty() || address.getRawPath().equals("/");
        return host ? address.resolve(WELL_KNOWN) : address;
    }
}
