package io.mailcaravan.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A route file, for errors. Camel tells what is wrong with a route and not where; often the words
 * of it stand in one line only.
 *
 * @param file as it is named
 * @param text what is in it; empty where that is not known
 */
record RouteText(String file, String text) {

    /** File and line, where just one line has all these words; else the file. */
    String place(String... words) {
        List<String> lines = HeaderNames.withoutComments(text).lines().toList();
        List<Pattern> wanted = Stream.of(words).map(RouteText::whole).toList();
        List<Integer> found =
                IntStream.range(0, lines.size())
                        .filter(
                                at ->
                                        wanted.stream()
                                                .allMatch(one -> one.matcher(lines.get(at)).find()))
                        .boxed()
                        .toList();
        return found.size() == 1 ? file + ", line " + (found.get(0) + 1) : file;
    }

    /** Not as a part of a longer one. */
    private static Pattern whole(String word) {
        String before = word.matches("(?s)\\w.*") ? "(?<![\\w-])" : "";
        String behind = word.matches("(?s).*\\w") ? "(?![\\w-])" : "";
        return Pattern.compile(before + Pattern.quote(word) + behind);
    }
}
