package io.mailcaravan.oauth;

import java.util.List;
import java.util.Optional;

/**
 * What to do about a refusal, by the words of the providers that say more than RFC 6749, 5.2 has
 * codes for.
 */
enum TokenAdvice {
    WRONG_SECRET(
            "AADSTS7000215",
            "The value of oauth.client-secret is wrong: it is the secret's value that counts, not"
                    + " its ID."),
    OLD_SECRET(
            "AADSTS7000222",
            "The client secret has run out: make another one in the app's registration, under"
                    + " Certificates & secrets."),
    NO_APPLICATION(
            "AADSTS700016",
            "There is no such application in this tenant: check oauth.client-id and oauth.tenant."),
    NO_TENANT("AADSTS90002", "There is no such tenant: check oauth.tenant."),
    WRONG_CERTIFICATE(
            "AADSTS700027",
            "The application does not know this certificate: upload it in the app's registration,"
                    + " under Certificates & secrets."),
    NO_CONSENT(
            "AADSTS65001",
            "An administrator has to consent: in the app's registration, under API permissions,"
                    + " Grant admin consent."),
    NO_DELEGATION(
            "unauthorized_client",
            "For Google: in the Admin console, under Security, API controls, Domain-wide"
                    + " delegation, add the service account's client ID with this scope; it may"
                    + " take an hour to work. Elsewhere: allow this grant for the client."),
    NO_USER(
            "Invalid email or User ID",
            "There is no such user. Check the address in the mailbox list."),
    REVOKED(
            "expired or revoked",
            "The consent has been withdrawn or has run out, or the provider has given another"
                    + " refresh token for this one: sign in once more for a new"
                    + " oauth.refresh-token."),
    WRONG_CLOCK("iat and exp", "Set this machine's clock right."),
    UNKNOWN_CLIENT("invalid_client", "Check oauth.client-id and its secret or certificate."),
    WRONG_SCOPE("invalid_scope", "Check oauth.scope."),
    REFUSED("invalid_grant", "Check what was granted, and to whom.");

    private final String told;
    private final String advice;

    TokenAdvice(String told, String advice) {
        this.told = told;
        this.advice = advice;
    }

    /**
     * @param code of RFC 6749
     * @param description of the provider; may be empty
     */
    static String on(String code, String description) {
        Optional<TokenAdvice> fits =
                List.of(values()).stream()
                        .filter(one -> description.contains(one.told) || code.equals(one.told))
                        .findFirst();
        return fits.map(one -> one.advice)
                .orElse("Check the settings oauth.* and what the provider's page says of this.");
    }
}
