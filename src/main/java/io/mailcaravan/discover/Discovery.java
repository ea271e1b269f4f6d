package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the IMAP server of a domain: asks DNS and the domain's own web server, tries what they say,
 * and guesses only where that leads nowhere. Nothing is sent that signs in.
 */
public final class Discovery {

    private final List<ClueSource> sources;
    private final ServerProbe probe;

    Discovery(DnsLookup dns, WebLookup web, ServerProbe probe) {
        this.sources =
                List.of(
                        // RFC 8314: TLS from the first byte first
                        new ServiceClues(dns, "_imaps._tcp", Optional.of(ServerAddress.IMPLICIT)),
                        new ServiceClues(dns, "_imap._tcp", Optional.of(ServerAddress.STARTTLS)),
                        new AutoconfigClues(web),
                        new ExchangeClues(dns),
                        // RFC 8620, RFC 6764
                        new ServiceClues(dns, "_jmap._tcp", Optional.empty()),
                        new ServiceClues(dns, "_carddavs._tcp", Optional.empty()),
                        new ServiceClues(dns, "_caldavs._tcp", Optional.empty()),
                        new JmapClues(web));
        this.probe = probe;
    }

    /**
     * Looks.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public Discovered of(MailDomain domain) throws InterruptedException {
        List<Supplier<Clues>> questions =
                sources.stream().map(one -> (Supplier<Clues>) () -> ask(one, domain)).toList();
        List<String> lines = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        String failure = "";
        for (Clues clues : AtOnce.run(questions)) {
            lines.addAll(clues.lines());
            failure = failure.isEmpty() ? clues.failure() : failure;
            clues.servers().forEach(server -> add(server, candidates));
        }
        List<TriedServer> tried = new ArrayList<>(tried(domain, candidates));
        if (tried.stream().noneMatch(TriedServer::answers)) {
            tried.addAll(tried(domain, guesses(domain, candidates)));
        }
        return new Discovered(domain, lines, failure, tried);
    }

    private static Clues ask(ClueSource source, MailDomain domain) {
        try {
            return source.ask(domain);
        } catch (RuntimeException e) {
            Clues clues = new Clues();
            clues.tell(failure(e));
            return clues;
        }
    }

    private static void add(Candidate candidate, List<Candidate> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isSameServer(candidate)) {
                all.set(i, all.get(i).and(candidate));
                return;
            }
        }
        all.add(candidate);
    }

    private static List<Candidate> guesses(MailDomain domain, List<Candidate> before) {
        List<Candidate> guesses = new ArrayList<>();
        for (String tls : List.of(ServerAddress.IMPLICIT, ServerAddress.STARTTLS)) {
            for (String host : List.of("imap.", "mail.")) {
                Candidate guess = Candidate.guess(ServerAddress.of(host + domain.name(), tls));
                if (before.stream().noneMatch(guess::isSameServer)) {
                    guesses.add(guess);
                }
            }
        }
        return guesses;
    }

    private List<TriedServer> tried(MailDomain domain, List<Candidate> candidates)
            throws InterruptedException {
        return AtOnce.run(
                candidates.stream()
                        .map(one -> (Supplier<TriedServer>) () -> look(domain, one))
                        .toList());
    }

    private TriedServer look(MailDomain domain, Candidate candidate) {
        try {
            return TriedServer.of(candidate, probe.at(domain.storeName(), candidate.server()));
        } catch (MailboxException e) {
            // advice is for settings that somebody has written: DNS may have named whom a
            // certificate must not be believed
            return TriedServer.silent(candidate, e.getMessage());
        } catch (ConfigurationException e) {
            throw e; // the user's mistake, which is the same for all of them
        } catch (RuntimeException e) {
            return TriedServer.silent(candidate, failure(e));
        }
    }

    /** Nobody has foreseen it, and the others are none the worse. */
    private static String failure(RuntimeException e) {
        return "an error of this program: " + e;
    }
}
