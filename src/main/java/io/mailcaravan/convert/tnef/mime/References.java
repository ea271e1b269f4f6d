package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Attachment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows that is not in it. Found in one walk over the page: a search for each
 * attachment would take hours over ten thousand of them.
 */
final class References {

    private static final Pattern CID = Pattern.compile("(?i)\\bcid:([^\"'\\s<>()]{1,500})");

    private static final Pattern SOURCE =
            Pattern.compile("(?i)\\b(?:src|background)\\s?=\\s?[\"']?([^\"'\\s<>]{1,500})");

    private final Set<String> contentIds = new HashSet<>();
    private final Set<String> places = new HashSet<>();

    /** What a page refers to by ways that any of these attachments could be meant by. */
    References(Optional<String> html, List<Attachment> attachments) {
        if (attachments.stream().anyMatch(attachment -> attachment.contentId().isPresent())) {
            findContentIds(html.orElse(""));
        }
        if (attachments.stream().anyMatch(a -> a.contentLocation().isPresent())) {
            findPlaces(html.orElse(""));
        }
    }

    private void findContentIds(String html) {
        Matcher cid = CID.matcher(html);
        while (cid.find()) {
            contentIds.add(cid.group(1));
            contentIds.add(decoded(cid.group(1)));
        }
    }

    private void findPlaces(String html) {
        Matcher source = SOURCE.matcher(html);
        while (source.find()) {
            places.add(source.group(1));
        }
    }

    /** RFC 2392: in a URL, characters of the Content-ID may be escaped. */
    private static String decoded(String url) {
        try {
            return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return url; // a percent sign that escapes nothing
        }
    }

    boolean hold(Attachment attachment) {
        return attachment
                        .contentId()
                        .map(TextParts::contentId)
                        .filter(contentIds::contains)
                        .isPresent()
                || attachment.contentLocation().filter(places::contains).isPresent();
    }
}
