package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the type of an attachment: what the sender said, or what the content and name say. */
final class MediaType {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Pattern VALID =
            Pattern.compile(
                    "(?i)(application|audio|chemical|font|image|model|text|video|x-[\\w-]+)"
                            + "/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("txt", "text/plain"),
                    Map.entry("htm", "text/html"),
                    Map.entry("html", "text/html"),
                    Map.entry("xml", "text/xml"),
                    Map.entry("csv", "text/csv"),
                    Map.entry("ics", "text/calendar"),
                    Map.entry("vcf", "text/vcard"),
                    Map.entry("doc", "application/msword"),
                    Map.entry("xls", "application/vnd.ms-excel"),
                    Map.entry("ppt", "application/vnd.ms-powerpoint"),
                    Map.entry(
                            "docx",
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                    Map.entry(
                            "xlsx",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                    Map.entry(
                            "pptx",
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                    Map.entry("odt", "application/vnd.oasis.opendocument.text"),
                    Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("svg", "image/svg+xml"));

    static {
        MAGIC.put("%PDF-", "application/pdf");
        MAGIC.put("\u0089PNG\r\n", "image/png");
        MAGIC.put("\u00FF\u00D8\u00FF", "image/jpeg");
        MAGIC.put("GIF8", "image/gif");
        MAGIC.put("BM", "image/bmp");
        MAGIC.put("II*\0", "image/tiff");
        MAGIC.put("MM\0*", "image/tiff");
        MAGIC.put("{\\rtf", "application/rtf");
        MAGIC.put("PK\u0003\u0004", "application/zip");
        MAGIC.put("\u001F\u008B", "application/gzip");
        MAGIC.put("\u00D0\u00CF\u0011\u00E0", "application/x-ole-storage");
    }

    private MediaType() {}

    /**
     * A type that can be written as it is; never {@code multipart} or {@code message}, which may
     * not be base64.
     */
    static String of(Optional<String> said, String name, Bytes content) {
        Optional<String> valid =
                said.map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .filter(type -> VALID.matcher(type).matches());
        return valid.or(() -> byName(name)).orElseGet(() -> byContent(content));
    }

    private static Optional<String> byName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(EXTENSIONS.get(extension));
    }

    private static String byContent(Bytes content) {
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (content.startsWith(magic.getKey().getBytes(StandardCharsets.ISO_8859_1))) {
                return magic.getValue();
            }
        }
        return UNKNOWN;
    }
}
