package io.mailcaravan.it;

import io.mailcaravan.convert.tnef.stream.Bytes;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A message as its server describes it: types and names come from FETCH BODYSTRUCTURE, contents
 * from FETCH BODY[part]; what the server does not understand, no mail program on it will.
 */
record MimeStructure(Bytes bytes, String shape, List<Leaf> leaves) {

    /**
     * A part that holds no others.
     *
     * @param type as {@code text/calendar}
     */
    record Leaf(String type, Optional<String> name, ContentType parameters, Bytes content) {}

    /** All messages of an INBOX by subject, which no two share. */
    static Map<String, MimeStructure> ofInbox(TestServer server, String mailbox)
            throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.put("mail.imap.fetchsize", "1000000");
        Store store = Session.getInstance(properties).getStore("imap");
        Map<String, MimeStructure> structures = new LinkedHashMap<>();
        try (store) {
            store.connect("localhost", server.port(), mailbox, "secret");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    structures.put(message.getSubject(), of(message));
                }
            }
        }
        return structures;
    }

    private static MimeStructure of(Message message) throws MessagingException, IOException {
        List<Leaf> leaves = new ArrayList<>();
        String shape = shape(message, leaves);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return new MimeStructure(Bytes.of(bytes.toByteArray()), shape, leaves);
    }

    private static String shape(Part part, List<Leaf> leaves)
            throws MessagingException, IOException {
        ContentType type = new ContentType(part.getContentType());
        String word = type.getBaseType().toLowerCase(Locale.ROOT);
        if (part.isMimeType("multipart/*")) {
            Multipart multipart = (Multipart) part.getContent();
            List<String> shapes = new ArrayList<>();
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                shapes.add(shape(child, leaves));
            }
            return word + "(" + String.join(", ", shapes) + ")";
        }
        if (part.isMimeType("message/rfc822")) {
            return word + "(" + shape((Part) part.getContent(), leaves) + ")";
        }
        Optional<String> name = name(part);
        leaves.add(new Leaf(word, name, type, Bytes.of(part.getInputStream().readAllBytes())));
        return word + name.map(n -> " " + n).orElse("");
    }

    private static Optional<String> name(Part part) throws MessagingException, IOException {
        String name = part.getFileName();
        return name == null ? Optional.empty() : Optional.of(MimeUtility.decodeText(name));
    }

    /** The content of the only part with the name. */
    Bytes file(String name) {
        return leaves.stream()
                .filter(leaf -> leaf.name().equals(Optional.of(name)))
                .reduce(
                        (a, b) -> {
                            throw new AssertionError("two parts are called " + name);
                        })
                .orElseThrow(() -> new AssertionError("no part is called " + name + ": " + shape))
                .content();
    }

    /** The only part of the type. */
    Leaf leaf(String type) {
        return leaves.stream()
                .filter(leaf -> leaf.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no part is " + type + ": " + shape));
    }
}
