import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIRtfAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.apache.poi.util.IOUtils;

/**
 * All that POI's HMEF finds in a TNEF stream: {@code java PoiExtract IN OUT} writes OUT/0.file,
 * OUT/0.name, ..., OUT/0.body, ... Exit status 1: POI refused the stream; 2: an error that no
 * program expects, such as no memory.
 */
public final class PoiExtract {

    private PoiExtract() {}

    /** Contents, names, bodies. */
    record Found(List<byte[]> files, List<String> names, List<byte[]> bodies) {}

    public static void main(String[] args) throws Exception {
        byte[] stream = Files.readAllBytes(Path.of(args[0]));
        allow(stream.length);
        try {
            Found found = extract(stream);
            Path out = Path.of(args[1]);
            for (int i = 0; i < found.files().size(); i++) {
                Files.write(out.resolve(i + ".file"), found.files().get(i));
                Files.writeString(out.resolve(i + ".name"), found.names().get(i));
            }
            for (int i = 0; i < found.bodies().size(); i++) {
                Files.write(out.resolve(i + ".body"), found.bodies().get(i));
            }
        } catch (Exception e) {
            System.out.println(e);
            System.exit(1);
        } catch (Error e) {
            System.out.println(e);
            System.exit(2);
        }
    }

    /** Attributes of more than 1 MB are refused otherwise. */
    static void allow(int size) {
        IOUtils.setByteArrayMaxOverride(Math.max(16 << 20, 4 * size));
    }

    static Found extract(byte[] stream) throws Exception {
        try (InputStream in = new ByteArrayInputStream(stream)) {
            HMEFMessage message = new HMEFMessage(in);
            Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (Attachment attachment : message.getAttachments()) {
                found.files().add(content(attachment));
                found.names().add(name(attachment));
            }
            for (MAPIProperty kind : List.of(MAPIProperty.BODY, MAPIProperty.BODY_HTML, MAPIProperty.RTF_COMPRESSED)) {
                body(message.getMessageMAPIAttribute(kind), found.bodies());
            }
            return found;
        }
    }

    /** What only the MAPI property has is left to whoever knows of it; here it is known. */
    private static byte[] content(Attachment attachment) {
        MAPIAttribute data = attachment.getMAPIAttribute(MAPIProperty.ATTACH_DATA);
        return data != null ? data.getData() : attachment.getContents();
    }

    private static String name(Attachment attachment) {
        String name = attachment.getLongFilename();
        String other = name == null || name.isEmpty() ? attachment.getFilename() : name;
        return other == null || other.isEmpty() ? "attachment" : other;
    }

    private static void body(MAPIAttribute attribute, List<byte[]> bodies) throws Exception {
        switch (attribute) {
            case null -> {}
            case MAPIRtfAttribute rtf -> bodies.add(rtf.getData());
            case MAPIStringAttribute text -> bodies.add(text.getDataString().getBytes("UTF-8"));
            default -> bodies.add(attribute.getData());
        }
    }

    /** For the loop that is measured. */
    static long run(byte[] stream, OutputStream out) throws Exception {
        Found found = extract(stream);
        long size = 0;
        for (byte[] file : found.files()) {
            out.write(file);
            size += file.length;
        }
        for (byte[] body : found.bodies()) {
            out.write(body);
            size += body.length;
        }
        return size;
    }
}
