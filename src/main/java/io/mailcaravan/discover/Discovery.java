package io.mailcaravan.discover;

import io.mailcaravan.mailbox.HostName;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Finds the IMAP server of a domain: asks DNS and the domain's own web server, tries what they say,
 * and guesses only where that leads nowhere. Nothing is sent that signs in.
 */
public final class Discovery {

    /** Servers that are tried; domains with more say the same in other words. */
    private static final int MOST_SERVERS = 6;

    /** Of one kind, that are told. */
    private static final int MOST_RECORDS = 5;

    /** RFC 6186, RFC 8314: who says where mail is, TLS from the first byte first. */
    private static final Map<String, String> MAIL =
            Map.of("_imaps._tcp", Candidate.IMPLICIT, "_imap._tcp", Candidate.STARTTLS);

    private static final List<String> MAIL_IN_ORDER = List.of("_imaps._tcp", "_imap._tcp");

    /** RFC 8620, RFC 6764: told, and not tried. */
    private static final List<String> OTHERS =
            List.of("_jmap._tcp", "_carddavs._tcp", "_caldavs._tcp");

    private final DnsLookup dns;
    private final WebLookup web;
    private final ServerProbe probe;

    Discovery(DnsLookup dns, WebLookup web, ServerProbe probe) {
        this.dns = dns;
        this.web = web;
        this.probe = probe;
    }

    /**
     * Looks.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public Discovered of(MailDomain domain) throws InterruptedException {
        Search search = new Search(domain);
        MAIL_IN_ORDER.forEach(search::mailService);
        search.autoconfig();
        search.exchanges();
        OTHERS.forEach(search::otherService);
        search.jmap();
        List<TriedServer> tried = tried(domain, search.candidates);
        if (tried.stream().noneMatch(one -> one.facts().isPresent())) {
            List<TriedServer> all = new ArrayList<>(tried);
            all.addAll(tried(domain, guesses(domain, search.candidates)));
            tried = all;
        }
        return new Discovered(domain, search.clues, tried);
    }

    private static List<Candidate> guesses(MailDomain domain, List<Candidate> before) {
        List<Candidate> guesses = new ArrayList<>();
        for (String tls : List.of(Candidate.IMPLICIT, Candidate.STARTTLS)) {
            for (String host : List.of("imap.", "mail.")) {
                Candidate guess = Candidate.guess(host + domain.name(), tls);
                if (before.stream().noneMatch(guess::isSameServer)) {
                    guesses.add(guess);
                }
            }
        }
        return guesses;
    }

    /** All at once: most that does not answer takes its time. */
    private List<TriedServer> tried(MailDomain domain, List<Candidate> candidates)
            throws InterruptedException {
        List<FutureTask<TriedServer>> looks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            FutureTask<TriedServer> look = new FutureTask<>(() -> look(domain, candidate));
            Thread.startVirtualThread(look);
            looks.add(look);
        }
        List<TriedServer> tried = new ArrayList<>();
        for (FutureTask<TriedServer> look : looks) {
            try {
                tried.add(look.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return tried;
    }

    private TriedServer look(MailDomain domain, Candidate server) {
        try {
            return new TriedServer(server, Optional.of(probe.at(storeName(domain), server)), "");
        } catch (MailboxException e) {
            return new TriedServer(server, Optional.empty(), e.explanation());
        }
    }

    /** A name for the store of this domain's mailboxes. */
    public static String storeName(MailDomain domain) {
        return domain.name().replace('.', '-');
    }

    /** What is said of one domain. */
    private final class Search {
        private final MailDomain domain;
        private final List<String> clues = new ArrayList<>();
        private final List<Candidate> candidates = new ArrayList<>();

        Search(MailDomain domain) {
            this.domain = domain;
        }

        private void tell(String clue) {
            clues.add(Printable.line(clue));
        }

        private void add(Candidate candidate) {
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).isSameServer(candidate)) {
                    candidates.set(i, candidates.get(i).and(candidate));
                    return;
                }
            }
            if (candidates.size() < MOST_SERVERS) {
                candidates.add(candidate);
            }
        }

        private List<ServiceRecord> services(String service) {
            try {
                return dns.services(service + "." + domain.name());
            } catch (IOException e) {
                tell("SRV " + service + ": " + e.getMessage());
                return List.of();
            }
        }

        void mailService(String service) {
            for (ServiceRecord record : services(service).stream().limit(MOST_RECORDS).toList()) {
                String said = "SRV " + service + "." + domain.name();
                if (record.isNone()) {
                    tell(said + ": there is no such service, the domain says");
                } else if (record.port() == 0 || record.port() > Candidate.LAST_PORT) {
                    tell(said + ": " + record.target() + " with a port that is none: passed over");
                } else if (!HostName.isDomain(record.target())) {
                    tell(said + ": what is no name of a host: passed over");
                } else {
                    mailServer(said, service, record);
                }
            }
        }

        private void mailServer(String said, String service, ServiceRecord record) {
            boolean own = domain.owns(record.target());
            tell(
                    said
                            + ": "
                            + record.target()
                            + ":"
                            + record.port()
                            + (own
                                    ? ""
                                    : ", a host of another domain. DNS can be forged (RFC 6186, 6):"
                                            + " make sure that it is yours before a password is"
                                            + " sent there"));
            add(
                    new Candidate(
                            record.target(),
                            record.port(),
                            MAIL.get(service),
                            UserForm.UNKNOWN,
                            own,
                            "SRV " + service,
                            Map.of()));
        }

        void otherService(String service) {
            services(service).stream()
                    .filter(record -> !record.isNone())
                    .limit(MOST_RECORDS)
                    .forEach(
                            record ->
                                    tell(
                                            "SRV "
                                                    + service
                                                    + "."
                                                    + domain.name()
                                                    + ": "
                                                    + record.target()
                                                    + ":"
                                                    + record.port()
                                                    + " (not tried)"));
        }

        /** The second place is asked where the first has nothing. */
        void autoconfig() {
            String address =
                    domain.address()
                            .map(
                                    all ->
                                            "?emailaddress="
                                                    + URLEncoder.encode(
                                                            all, StandardCharsets.UTF_8))
                            .orElse("");
            List<URI> places =
                    List.of(
                            URI.create(
                                    "https://autoconfig."
                                            + domain.name()
                                            + "/mail/config-v1.1.xml"
                                            + address),
                            URI.create(
                                    "https://"
                                            + domain.name()
                                            + "/.well-known/autoconfig/mail/config-v1.1.xml"));
            for (URI place : places) {
                if (autoconfig(place)) {
                    return;
                }
            }
        }

        private boolean autoconfig(URI place) {
            String said = "autoconfig " + place.getHost();
            try {
                WebAnswer answer = web.get(place);
                if (answer.status() != WebAnswer.OK) {
                    tell(said + ": none (it answers " + answer.status() + ")");
                    return false;
                }
                AutoconfigFile file = AutoconfigFile.read(answer, said);
                for (Candidate server : file.servers()) {
                    tell(
                            said
                                    + ": "
                                    + server.host()
                                    + ":"
                                    + server.port()
                                    + " ("
                                    + server.tls()
                                    + "), "
                                    + server.user().words());
                    add(server);
                }
                file.passedOver().forEach(text -> tell(said + ": passed over: " + text));
                return !file.servers().isEmpty();
            } catch (IOException e) {
                tell(said + ": " + e.getMessage());
                return false;
            }
        }

        void exchanges() {
            List<String> hosts;
            try {
                hosts = dns.exchanges(domain.name());
            } catch (IOException e) {
                tell("MX: " + e.getMessage());
                return;
            }
            if (hosts.isEmpty()) {
                tell("MX " + domain.name() + ": none");
            }
            for (String host : hosts.stream().limit(MOST_RECORDS).toList()) {
                Optional<MailProvider> provider = MailProvider.of(host);
                tell(
                        "MX "
                                + domain.name()
                                + ": "
                                + (host.equals(".") ? "the domain takes no mail" : host)
                                + provider.map(
                                                known ->
                                                        " ("
                                                                + known.name()
                                                                + (known.note().isEmpty()
                                                                        ? ""
                                                                        : "; " + known.note())
                                                                + ")")
                                        .orElse(""));
                provider.ifPresent(known -> add(known.candidate(host)));
            }
        }

        void jmap() {
            URI place = URI.create("https://" + domain.name() + "/.well-known/jmap");
            try {
                WebAnswer answer = web.get(place);
                boolean session = answer.status() == WebAnswer.OK && answer.type().contains("json");
                if (session || answer.status() == WebAnswer.UNAUTHORIZED) {
                    tell("JMAP: " + answer.from() + (session ? "" : " asks to sign in"));
                }
            } catch (IOException e) {
                // most domains have none, and autoconfig has told why their web server is silent
            }
        }
    }
}
