package io.mailcaravan.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Headers that a route reads and that nothing can have set: most likely those of the mail itself,
 * which are in its body. A filter on one would leave everything out, or nothing.
 */
final class UnsetHeaders {

    /** In Camel's simple language. */
    private static final Pattern READ =
            Pattern.compile("\\$\\{(?:in\\.)?headers?(?:\\.|:|\\[['\"]?)([A-Za-z][\\w-]*)");

    /** An expression of its own; texts come first, so that none is looked for within them. */
    private static final Pattern EXPRESSION =
            Pattern.compile(
                    "(?<=[:\\[{,-]\\h{0,9})(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"(?!\\h*:)|'[^'\\n]*')"
                            + "|(?<![\\w-])\"?header\"?\\s*:\\s*"
                            + "(?:\\{?\\s*\"?expression\"?\\s*:\\s*)?+[\"']?"
                            + "([A-Za-z][\\w-]*)");

    /** As {@code setHeader} and {@code setHeaders} have it. */
    private static final Pattern NAMED =
            Pattern.compile("\\bname[\"']?\\s*:\\s*[\"']?([A-Za-z][\\w-]*)");

    /** Steps that may set any, by what they run. */
    private static final Pattern SETTING =
            Pattern.compile(
                    "\\b(process|script|enrich|pollEnrich|marshal|unmarshal|kamelet)\\s*:"
                            + "|\\bbean\\s*:(?!\\s*\\{?\\s*\"?ref\"?\\s*:\\s*\"?(?:tnefToMime|propertyMapping))");

    private static final Pattern ENDPOINT =
            Pattern.compile("\\b(?:uri|to|toD)\"?\\h*:\\h*[\"']?([a-z][\\w+.-]*):");

    /** Components that answer nothing. */
    private static final Set<String> SILENT =
            Set.of("mailbox", "direct", "seda", "log", "file", "mock");

    private final Set<String> set;
    private final boolean anySet;

    /**
     * @param texts of all route files
     */
    UnsetHeaders(Collection<String> texts) {
        List<String> plain = texts.stream().map(HeaderNames::withoutComments).toList();
        set =
                plain.stream()
                        .flatMap(text -> NAMED.matcher(text).results())
                        .map(named -> folded(named.group(1)))
                        .collect(Collectors.toSet());
        anySet = plain.stream().anyMatch(UnsetHeaders::maySetAny);
    }

    private static boolean maySetAny(String text) {
        return SETTING.matcher(text).find()
                || ENDPOINT.matcher(text)
                        .results()
                        .anyMatch(endpoint -> !SILENT.contains(endpoint.group(1)));
    }

    /**
     * What to tell of a file: a suspicion only, since other code than a route's may set headers.
     *
     * @param file as it is named to people
     * @param text what is in it
     */
    List<String> warnings(String file, String text) {
        return anySet
                ? List.of()
                : reads(HeaderNames.withoutComments(text))
                        .filter(name -> !folded(name).startsWith("camel"))
                        .filter(name -> !set.contains(folded(name)))
                        .distinct()
                        .map(
                                name ->
                                        file
                                                + ": no step sets the header '"
                                                + name
                                                + "', so it is likely to be always empty. One of"
                                                + " the mail itself is"
                                                + " ${header.CamelMailboxFields["
                                                + name
                                                + "]} (docs/component.md, Headers).")
                        .toList();
    }

    private static Stream<String> reads(String text) {
        return Stream.of(READ, EXPRESSION)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(read -> read.group(1))
                .filter(Objects::nonNull);
    }

    /** Names of headers have no case. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
