package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.rtf.CompressedRtf;
import io.mailcaravan.convert.tnef.rtf.Decapsulation;
import io.mailcaravan.convert.tnef.rtf.RtfHtml;
import io.mailcaravan.convert.tnef.rtf.RtfKind;
import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and decodes the bodies. */
final class BodyReader {

    private static final Pattern META_CHARSET =
            Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]{1,40})");

    /** Where browsers look for it. */
    private static final int META_WITHIN = 2048;

    /** Characters that are looked at together. */
    private static final int PIECE = 8 << 10;

    private final Budget budget;
    private final WarningList warnings;

    BodyReader(Budget budget, WarningList warnings) {
        this.budget = budget;
        this.warnings = warnings;
    }

    Bodies read(Properties properties, Attributes attributes) {
        Optional<String> own =
                affordable(properties.raw(PropertyId.BODY))
                        .flatMap(b -> properties.text(PropertyId.BODY));
        Optional<String> plain =
                own.or(
                                () ->
                                        affordable(attributes.group().get(TnefTag.BODY))
                                                .flatMap(b -> attributes.text(TnefTag.BODY)))
                        .or(() -> properties.string(PropertyId.REPORT_TEXT));
        return new Bodies(
                plain, own.isPresent() ? "PR_BODY" : "attBody", html(properties), rtf(properties));
    }

    /** A body in memory takes a multiple of its bytes. */
    private Optional<Bytes> affordable(Optional<Bytes> body) {
        try {
            budget.text(body.map(Bytes::size).orElse(0));
            return body;
        } catch (DamagedException e) {
            warnings.loss(e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<HtmlBody> html(Properties properties) {
        Optional<Bytes> stored =
                affordable(properties.raw(PropertyId.HTML)).filter(b -> !b.isEmpty());
        if (stored.isEmpty() || properties.isUnicode(PropertyId.HTML)) {
            return stored.flatMap(b -> properties.text(PropertyId.HTML))
                    .map(html -> new HtmlBody(html, stored.get(), "UTF-16LE"));
        }
        Charset charset = charset(stored.get(), properties);
        String html = stored.get().text(charset);
        return Optional.of(new HtmlBody(withoutEnd(html), stored.get(), charset.name()))
                .filter(body -> !body.html().isBlank());
    }

    /** The final NUL, and the byte order mark. */
    private static String withoutEnd(String html) {
        int end = html.length();
        while (end > 0 && html.charAt(end - 1) == 0) {
            end--;
        }
        return html.substring(html.startsWith("\uFEFF") ? 1 : 0, end);
    }

    private static Charset charset(Bytes html, Properties properties) {
        if (html.startsWith((byte) 0xEF, (byte) 0xBB, (byte) 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (html.startsWith((byte) 0xFF, (byte) 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        Optional<Charset> said = codePage(properties, PropertyId.INTERNET_CODEPAGE);
        Optional<Charset> declared = declared(html);
        return said.filter(charset -> declared.isEmpty() || charset.equals(declared.get()))
                .or(() -> said.flatMap(charset -> evident(html, charset, declared.get())))
                .or(() -> declared)
                .or(() -> codePage(properties, PropertyId.MESSAGE_CODEPAGE))
                .orElse(CodePages.WESTERN);
    }

    /**
     * Where the property and the page contradict each other and one of both says UTF-8, the bytes
     * tell: no other text of more than a few characters is valid UTF-8 by chance.
     */
    private static Optional<Charset> evident(Bytes html, Charset said, Charset declared) {
        if (said.equals(StandardCharsets.UTF_8)) {
            return Optional.of(isUtf8(html) ? said : declared);
        }
        boolean declaredIsRight = declared.equals(StandardCharsets.UTF_8) && isUtf8(html);
        return Optional.of(declaredIsRight ? declared : said);
    }

    private static boolean isUtf8(Bytes text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = text.buffer();
        CharBuffer out = CharBuffer.allocate(PIECE);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    private static Optional<Charset> codePage(Properties properties, int id) {
        int codePage = properties.integer(id).orElse(0);
        return CodePages.charset(codePage);
    }

    private static Optional<Charset> declared(Bytes html) {
        String start =
                html.slice(0, Math.min(META_WITHIN, html.size())).text(StandardCharsets.ISO_8859_1);
        Matcher meta = META_CHARSET.matcher(start);
        try {
            return meta.find() ? Optional.of(Charset.forName(meta.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name that is none
        }
    }

    private Optional<RtfBody> rtf(Properties properties) {
        Optional<Bytes> compressed = properties.binary(PropertyId.RTF_COMPRESSED);
        if (compressed.isEmpty() || compressed.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] rtf = CompressedRtf.decompress(compressed.get(), budget.limits().rtf());
            budget.text(rtf.length);
            RtfKind kind = RtfKind.of(rtf);
            return Optional.of(
                    switch (kind) {
                        case HTML ->
                                new RtfBody(
                                        Bytes.of(rtf),
                                        kind,
                                        of(Decapsulation.html(rtf, budget)),
                                        Optional.empty());
                        case TEXT ->
                                new RtfBody(
                                        Bytes.of(rtf),
                                        kind,
                                        Optional.empty(),
                                        of(Decapsulation.text(rtf, budget)));
                        case NATIVE ->
                                new RtfBody(
                                        Bytes.of(rtf),
                                        kind,
                                        of(RtfHtml.html(rtf, budget)).filter(HtmlText::shows),
                                        Optional.empty());
                    });
        } catch (DamagedException e) {
            warnings.loss(e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> of(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
}
