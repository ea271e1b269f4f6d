package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.item.Surroundings;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.mime.MessageFields;
import io.mailcaravan.convert.tnef.mime.MessageParts;
import io.mailcaravan.convert.tnef.mime.Part;
import io.mailcaravan.convert.tnef.mime.PartChoice;
import io.mailcaravan.convert.tnef.mime.PartSize;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changes in a message where one TNEF part is converted. Header fields that are there stay;
 * other parts stay byte for byte.
 */
final class Rewriting {

    private static final List<String> PLAIN = List.of("Content-Type: text/plain; charset=utf-8");

    private final Bytes bytes;
    private final TnefPart tnef;
    private final TnefMessage message;
    private final boolean keepOriginal;
    private final MessageParts parts;
    private final String seed;
    private final List<Edit> edits = new ArrayList<>();

    Rewriting(
            Bytes bytes,
            TnefPart tnef,
            ConvertedStream stream,
            boolean keepOriginal,
            PartChoice choice)
            throws DamagedException {
        this.bytes = bytes;
        this.tnef = tnef;
        this.message = stream.message().orElseThrow();
        this.keepOriginal = keepOriginal || stream.outcome() != Outcome.CONVERTED;
        Surroundings around = surroundings();
        this.parts = MessageParts.of(message, text(), around, choice);
        this.seed = BoundarySeed.of(stream.stream());
    }

    /** The text of the mail, unless the message has a better one. */
    private Optional<Part> text() {
        if (tnef.besides().isPresent()) {
            return tnef.besides()
                    .map(text -> new MailText(tnef.part(), text))
                    .filter(text -> !text.isWorseThan(message.bodies().text()))
                    .map(text -> new Part.Text(PLAIN, text.text()));
        }
        return tnef.text()
                .map(part -> MailText.in(part, bytes))
                .filter(text -> !text.isWorseThan(message.bodies().text()))
                .map(text -> new Part.Verbatim(text.part().bytes(bytes)));
    }

    /** Of a bare stream it is the header that its message once had. */
    private Surroundings surroundings() {
        Header outer = tnef.message().header();
        return outer.get("From").isPresent()
                ? OuterHeader.surroundings(outer)
                : OuterHeader.surroundings(message.header().transport());
    }

    /** About how many bytes are new. */
    long size() {
        return PartSize.of(parts.whole());
    }

    List<Edit> edits() {
        Optional<Part> signed = SignedContent.of(message).filter(s -> !keepOriginal);
        Optional<Entity> whole = tnef.whole().filter(w -> !hasMoreBehind(w));
        if (whole.isPresent()) {
            replace(whole.get(), signed.orElseGet(this::all));
        } else if (signed.isPresent()) {
            replace(tnef.part(), signed.get());
        } else if (tnef.text().isPresent()) {
            parts.body().ifPresent(body -> replace(tnef.text().get(), body));
            among(parts.attachments());
        } else if (tnef.parent().type().equals("multipart/mixed")) {
            List<Part> list = new ArrayList<>();
            parts.body().ifPresent(list::add);
            list.addAll(parts.attachments());
            among(list);
        } else {
            replace(tnef.part(), all());
        }
        return edits;
    }

    /**
     * Whether text stands behind a multipart's last boundary. Mail programs do not show it, but it
     * may be all that a program left that took many mails for one.
     */
    private boolean hasMoreBehind(Entity multipart) {
        Bytes behind = multipart.epilogueBytes(bytes);
        int at = 0;
        while (at < behind.size() && behind.u8(at) <= ' ') {
            at++;
        }
        return at < behind.size();
    }

    private Part all() {
        return withOriginal().whole();
    }

    private MessageParts withOriginal() {
        if (!keepOriginal) {
            return parts;
        }
        List<Part> attachments = new ArrayList<>(parts.attachments());
        attachments.add(original());
        return new MessageParts(parts.body(), attachments, parts.report());
    }

    /**
     * The part as it came, with a field that says what has become of it; of a message that is
     * nothing else, and of a text with the stream in it, only the stream.
     */
    private Part original() {
        Entity part = tnef.part();
        if (!part.isSame(tnef.message()) && tnef.besides().isEmpty()) {
            return new Part.Verbatim(List.of(TnefPart.CONVERTED), part.bytes(bytes));
        }
        return new Part.Binary(
                List.of(
                        TnefPart.CONVERTED,
                        "Content-Type: application/ms-tnef; name=\"winmail.dat\"",
                        "Content-Disposition: attachment; filename=\"winmail.dat\""),
                tnef.stream());
    }

    private void replace(Entity entity, Part part) {
        boolean isMessage = entity.isSame(tnef.message());
        if (!isMessage) {
            fillHeader();
        }
        edits.add(
                new Edit(
                        entity.from(),
                        entity.end(),
                        seed,
                        out -> {
                            if (isMessage) {
                                out.rawLines(entity.header().withoutContent());
                                out.lines(missing());
                            }
                            out.write(part);
                        }));
    }

    /** In place of the TNEF part; its boundary line is before it already. */
    private void among(List<Part> list) {
        fillHeader();
        List<Part> all = new ArrayList<>(list);
        if (keepOriginal || all.isEmpty()) {
            all.add(original());
        }
        String boundary = "--" + tnef.parent().boundary().orElseThrow();
        edits.add(
                new Edit(
                        tnef.part().from(),
                        tnef.part().end(),
                        seed + "a",
                        out -> {
                            for (int i = 0; i < all.size(); i++) {
                                if (i > 0) {
                                    out.line("");
                                    out.line(boundary);
                                }
                                out.write(all.get(i));
                            }
                        }));
    }

    private List<String> missing() {
        return MessageFields.missing(message.header(), tnef.message().header().names());
    }

    /** Once, in front of the empty line. */
    private void fillHeader() {
        int end = tnef.message().extent().fieldsEnd();
        boolean there = edits.stream().anyMatch(edit -> edit.from() == end && edit.to() == end);
        if (!there && !missing().isEmpty()) {
            edits.add(new Edit(end, end, seed, out -> out.lines(missing())));
        }
    }
}
