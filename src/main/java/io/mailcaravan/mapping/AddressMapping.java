package io.mailcaravan.mapping;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.convert.mime.SpoolStream;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * New addresses for old ones in header fields of messages: whole addresses ({@code
 * bob@old.example}) and domains ({@code @old.example}), of which the address knows more. Case does
 * not matter. All other bytes stay as they are.
 */
public final class AddressMapping {

    /** Changes nothing. */
    public static final AddressMapping NONE = new AddressMapping(Map.of(), Set.of());

    private static final String RENAME = "rename";
    private static final String HEADERS = "headers";
    private static final String WANTED =
            "a line an address or domain, such as \"@old.example\": \"@new.example\"";
    private static final String FIELDS = "a list of header fields, such as [ From, To, Cc ]";

    /** Where RFC 5322 has addresses (3.6.2, 3.6.3, 3.6.6), and RFC 8098. */
    private static final List<String> USUAL =
            List.of(
                    "From",
                    "Sender",
                    "Reply-To",
                    "To",
                    "Cc",
                    "Bcc",
                    "Resent-From",
                    "Resent-Sender",
                    "Resent-To",
                    "Resent-Cc",
                    "Resent-Bcc",
                    "Disposition-Notification-To");

    /** What deliveries leave behind; changed only when asked for. */
    private static final List<String> OTHERS =
            List.of(
                    "Return-Path",
                    "Delivered-To",
                    "X-Original-To",
                    "X-Delivered-To",
                    "X-Envelope-From",
                    "X-Envelope-To",
                    "X-Forwarded-For",
                    "X-Forwarded-To",
                    "Envelope-To",
                    "Errors-To",
                    "Mail-Followup-To",
                    "Mail-Reply-To",
                    "Return-Receipt-To");

    private final Map<String, String> renamed;
    private final Set<String> fields;

    /**
     * A message with other addresses.
     *
     * @param content new; the original is untouched and still to be closed by its owner
     * @param fields that were changed, in their order
     */
    public record Changed(Content content, List<String> fields) {}

    private AddressMapping(Map<String, String> renamed, Set<String> fields) {
        this.renamed = new TreeMap<>(renamed);
        this.fields = fields;
    }

    /**
     * The section {@code addresses}.
     *
     * @throws ConfigurationException naming file, line and what would do
     */
    static AddressMapping read(YamlNode node) {
        Map<String, YamlNode> given = node.fields(Set.of(RENAME, HEADERS), Set.of());
        Map<String, String> renamed = new TreeMap<>();
        if (given.containsKey(RENAME)) {
            for (Renames.Rule rule :
                    Renames.read(
                            given.get(RENAME), WANTED, AddressMapping::name, AsciiCase::lower)) {
                if (rule.from().startsWith("@") != rule.to().startsWith("@")) {
                    throw new ConfigurationException(
                            rule.place(),
                            "'" + rule.from() + "' becomes '" + rule.to() + "'",
                            "An address becomes an address, and a domain (@old.example) a domain.");
                }
                renamed.put(bytes(rule.from()), bytes(rule.to()));
            }
        }
        Set<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (given.containsKey(HEADERS)) {
            for (YamlNode item : given.get(HEADERS).items(FIELDS)) {
                fields.add(field(item));
            }
        } else {
            fields.addAll(USUAL);
        }
        return new AddressMapping(renamed, fields);
    }

    private static String field(YamlNode item) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(USUAL);
        known.addAll(OTHERS);
        String name = item.text(FIELDS);
        if (!known.contains(name)) {
            throw new ConfigurationException(
                    item.place(),
                    "'" + name + "' is no header field with addresses",
                    NearestWord.of(name, known)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("There are " + String.join(", ", known) + "."));
        }
        return name;
    }

    private static String name(String place, String text) {
        if (!text.matches(
                        "[^\\s@<>()\\[\\]\",;:\\\\]*@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?")
                || text.contains("..")) {
            throw new ConfigurationException(
                    place,
                    "'" + text + "' is neither an address nor a domain with its @",
                    "Write bob@old.example, or \"@old.example\" in quotes.");
        }
        return text;
    }

    /** One char a byte, as headers are looked through. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * The message with its new addresses.
     *
     * @param spool where a large one goes
     * @return empty where nothing is to be changed
     */
    public Optional<Changed> map(Content message, Spool spool) throws IOException {
        if (isEmpty()) {
            return Optional.empty();
        }
        Set<String> changed = new LinkedHashSet<>();
        byte[] header;
        try (InputStream in = message.open()) {
            header = HeaderBytes.read(in);
        }
        byte[] mapped =
                HeaderBytes.map(
                        header,
                        fields,
                        (name, value) -> {
                            String other = addresses(value);
                            if (!other.equals(value)) {
                                changed.add(name);
                            }
                            return other;
                        });
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        Content content =
                SpoolStream.collect(
                        spool,
                        out -> {
                            out.write(mapped);
                            try (InputStream in = message.open()) {
                                in.skipNBytes(header.length);
                                in.transferTo(out);
                            }
                        });
        return Optional.of(new Changed(content, List.copyOf(changed)));
    }

    /** Each run of characters around an @, be it in angle brackets, a comment or a name. */
    private String addresses(String value) {
        StringBuilder mapped = new StringBuilder();
        int done = 0;
        for (int at = value.indexOf('@'); at >= 0; at = value.indexOf('@', at + 1)) {
            int begin = at;
            while (begin > done && isLocal(value.charAt(begin - 1))) {
                begin--;
            }
            int end = at + 1;
            while (end < value.length() && isDomain(value.charAt(end))) {
                end++;
            }
            while (end > at + 1 && ".-".indexOf(value.charAt(end - 1)) >= 0) {
                end--; // the end of a sentence
            }
            String local = value.substring(begin, at);
            boolean quoted = local.isEmpty() && at > 0 && value.charAt(at - 1) == '"';
            if ((local.isEmpty() && !quoted) || local.contains("=?")) {
                continue; // a source route, or an encoded word
            }
            mapped.append(value, done, begin).append(address(local, value.substring(at, end)));
            done = end;
        }
        return done == 0 ? value : mapped.append(value.substring(done)).toString();
    }

    /**
     * @param domain with its @
     */
    private String address(String local, String domain) {
        String other = renamed.get(AsciiCase.lower(local + domain));
        if (other != null && !local.isEmpty()) {
            return other;
        }
        if (local.startsWith("'")) { // as Outlook quotes an address that serves as a name
            other = renamed.get(AsciiCase.lower(local.substring(1) + domain));
            if (other != null) {
                return "'" + other;
            }
        }
        return local + renamed.getOrDefault(AsciiCase.lower(domain), domain);
    }

    /** RFC 5322, 3.2.3, with dots; RFC 6532 for what is not ASCII. */
    private static boolean isLocal(char c) {
        return isDomain(c) || "!#$%&'*+/=?^_`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c >= 0x80;
    }

    /** Whether there is no rule. */
    public boolean isEmpty() {
        return renamed.isEmpty() || fields.isEmpty();
    }

    /** The same rules give the same text. */
    @Override
    public String toString() {
        return renamed + " in " + fields;
    }
}
