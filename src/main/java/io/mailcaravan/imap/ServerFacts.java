package io.mailcaravan.imap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server shows before anybody signs in, over the TLS that was asked for.
 *
 * @param greeting its first words, for people
 * @param capabilities in capitals, as announced
 * @param mechanisms of SASL, in capitals
 * @param acceptsLogin whether it does not refuse LOGIN
 * @param id what it says of itself (RFC 2971), by fields in lower case; empty where it was not
 *     asked or says nothing
 * @param make what kind of server it is, and on what evidence: {@code Dovecot, by its greeting};
 *     empty where that is not known
 * @param preset that it would be given by itself
 */
public record ServerFacts(
        String greeting,
        List<String> capabilities,
        List<String> mechanisms,
        boolean acceptsLogin,
        Map<String, String> id,
        Optional<String> make,
        ServerPreset preset) {}
