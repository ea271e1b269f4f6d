package io.mailcaravan.convert.tnef.mime;

/** About how large parts become when they are written, without writing them; never too small. */
public final class PartSize {

    private static final long HEADER = 400;

    private PartSize() {}

    public static long of(Part part) {
        long fields = HEADER;
        for (String field : part.fields()) {
            fields += field.length();
        }
        return fields
                + switch (part) {
                    case Part.Text text -> TextSize.of(text.text());
                    case Part.SevenBit text -> TextSize.of(text.text());
                    case Part.Binary binary -> binary.content().size() * 14L / 10;
                    case Part.Message message -> header(message) + of(message.content());
                    case Part.Multipart multipart ->
                            multipart.parts().stream().mapToLong(PartSize::of).sum();
                    case Part.Verbatim verbatim -> verbatim.entity().size();
                };
    }

    private static long header(Part.Message message) {
        return message.header().stream().mapToLong(field -> 2L + field.length()).sum();
    }
}
