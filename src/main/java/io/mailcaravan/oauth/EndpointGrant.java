package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A grant that a token endpoint exchanges for access tokens. An assertion that was refused because
 * the clocks of both ends differ is signed once more with the time of the other one.
 */
final class EndpointGrant implements TokenSource {

    private static final String HIDDEN = "*****";

    /** Of the form's fields. */
    private static final List<String> SECRETS =
            List.of("client_secret", "client_assertion", "assertion", "refresh_token");

    /** Characters of what a provider says. */
    private static final int LONGEST = 500;

    private final String store;
    private final TokenEndpoint endpoint;
    private final GrantForm form;
    private final Clock clock;
    private final ServerClock there;

    EndpointGrant(String store, TokenEndpoint endpoint, GrantForm form, Clock clock) {
        this.store = store;
        this.endpoint = endpoint;
        this.form = form;
        this.clock = clock;
        this.there = new ServerClock(clock);
    }

    @Override
    public boolean isPerMailbox() {
        return form.isPerMailbox();
    }

    @Override
    public AccessToken request(String mailbox) throws MailboxException {
        TokenRequest request = form.request(mailbox, there.now());
        TokenEndpoint.Answer answer = endpoint.send(request);
        boolean otherTime = answer.refusal().filter(no -> there.isSetBy(no.date())).isPresent();
        if (otherTime && form.isSigned()) {
            request = form.request(mailbox, there.now());
            answer = endpoint.send(request);
        }
        if (answer.refusal().isPresent()) {
            throw refused(mailbox, request, answer.refusal().get());
        }
        AccessTokenResponse token = answer.token().orElseThrow();
        form.granted(token);
        long life = token.getTokens().getAccessToken().getLifetime();
        return new AccessToken(
                new Secret(token.getTokens().getAccessToken().getValue()),
                clock.instant(),
                life > 0 ? Optional.of(Duration.ofSeconds(life)) : Optional.empty());
    }

    /** The words without what was sent in secret, which a server may repeat. */
    private static String withoutSecrets(String words, TokenRequest request) {
        String hidden = words;
        Map<String, List<String>> sent;
        try {
            sent = request.toHTTPRequest().getBodyAsFormParameters();
        } catch (ParseException e) {
            throw new IllegalStateException("a form that was made here is none", e);
        }
        for (String name : SECRETS) {
            for (String value : sent.getOrDefault(name, List.of())) {
                hidden = hidden.replace(value, HIDDEN);
                hidden = hidden.replace(URLEncoder.encode(value, StandardCharsets.UTF_8), HIDDEN);
            }
        }
        return hidden.length() > LONGEST ? hidden.substring(0, LONGEST) + "..." : hidden;
    }

    private MailboxException refused(
            String mailbox, TokenRequest request, TokenEndpoint.Refusal refusal) {
        boolean alone = form.isPerMailbox();
        String code = withoutSecrets(refusal.code(), request);
        String description = withoutSecrets(refusal.description(), request);
        String line = description.lines().findFirst().orElse("").strip();
        return new MailboxException(
                alone ? Scope.MAILBOX : Scope.STORE,
                Retry.NEVER,
                endpoint.place(request.getEndpointURI())
                        + " refused a token"
                        + (alone ? " for " + mailbox : "")
                        + ": "
                        + code
                        + (line.isEmpty() ? "" : " (" + line + ")"),
                TokenAdvice.on(code, description)
                        + (alone ? "" : " See caravan.stores." + store + ".oauth.*."));
    }
}
