package io.mailcaravan.http;

import io.mailcaravan.auth.Authenticator;
import io.mailcaravan.mailbox.Login;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;

/** One a store, over all mailboxes: keeps connections open. Safe for many threads. */
public final class WebClient implements AutoCloseable {

    private final WebSettings settings;
    private final Authenticator authenticator;
    private final HttpClient client;

    public WebClient(WebSettings settings, Authenticator authenticator) {
        this.settings = settings;
        this.authenticator = authenticator;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        // many requests at once are many connections: what one waits for is no
                        // concern of the others
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(settings.patience());
        settings.trust().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** For one mailbox; whoever asks for it closes it. */
    public WebSession session(Login login) {
        return new WebSession(settings, authenticator, client, login);
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
