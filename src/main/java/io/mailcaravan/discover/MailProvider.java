package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Providers that receive mail of other people's domains, by the hosts of their MX records, and
 * where they have IMAP. DNS may be forged, but leads to one of these and nowhere else.
 *
 * @param mx a record's host, whole
 * @param imap the server; {@code $1} is what the pattern has caught
 * @param furtherSettings of the store
 * @param note what users stumble over; may be empty
 */
record MailProvider(
        String name,
        Pattern mx,
        String imap,
        UserForm user,
        Map<String, String> furtherSettings,
        String note) {

    private static final String APP_PASSWORD = "a password is one made for this program only";

    /**
     * From Google's "Set up MX records" and Gmail's IMAP page; Microsoft's pages on DNS records for
     * Microsoft 365 and on inbound SMTP DANE ({@code mx.microsoft}, since 2024); Apple's "iCloud
     * Mail server settings"; Zoho's "IMAP access" (domains of one's own: {@code imappro}, with the
     * ending of the data centre); Yahoo's IMAP page; MX hosts of Google and Yahoo also in
     * jace/mxsniff.
     */
    private static final List<MailProvider> ALL =
            List.of(
                    new MailProvider(
                            "Google",
                            Pattern.compile("(?:.+\\.)?(?:google|googlemail)\\.com"),
                            "imap.gmail.com",
                            UserForm.ADDRESS,
                            Map.of("preset", "gmail"),
                            "Workspace signs in with OAuth; else " + APP_PASSWORD),
                    new MailProvider(
                            "Microsoft 365",
                            Pattern.compile(".+\\.(?:protection\\.outlook\\.com|mx\\.microsoft)"),
                            "outlook.office365.com",
                            UserForm.ADDRESS,
                            Map.of("preset", "microsoft365", "auth", "xoauth2"),
                            "no password is accepted, only OAuth"),
                    new MailProvider(
                            "Yahoo",
                            Pattern.compile(".+\\.yahoodns\\.net"),
                            "imap.mail.yahoo.com",
                            UserForm.ADDRESS,
                            Map.of(),
                            APP_PASSWORD),
                    new MailProvider(
                            "iCloud",
                            Pattern.compile(".+\\.mail\\.icloud\\.com"),
                            "imap.mail.me.com",
                            UserForm.LOCAL_PART,
                            Map.of(),
                            APP_PASSWORD
                                    + "; with a domain of one's own the name is that before the"
                                    + " @ of the iCloud address"),
                    new MailProvider(
                            "Zoho",
                            Pattern.compile(
                                    "(?:mx|mx2|mx3|smtpin)\\.zoho\\.(com|eu|in|com\\.au|jp)"),
                            "imappro.zoho.$1",
                            UserForm.ADDRESS,
                            Map.of(),
                            "IMAP is switched on in the settings of each mailbox; free plans have"
                                    + " none"));

    /**
     * The provider of an MX record's host.
     *
     * @param exchange in lower case, without a dot at its end
     */
    static Optional<MailProvider> of(String exchange) {
        return ALL.stream().filter(one -> one.mx.matcher(exchange).matches()).findFirst();
    }

    Candidate candidate(String exchange) {
        Matcher found = mx.matcher(exchange);
        String host = found.replaceFirst(imap);
        return new Candidate(
                ServerAddress.of(host, ServerAddress.IMPLICIT),
                user,
                true,
                "MX " + exchange + ", which is " + name + "'s",
                furtherSettings);
    }
}
