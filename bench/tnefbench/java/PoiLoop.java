import java.io.OutputStream;

/** Takes files and bodies out, to nowhere. */
final class PoiLoop {

    private PoiLoop() {}

    public static void main(String[] args) throws Exception {
        PoiExtract.allow(1 << 24);
        Loop.run(file -> PoiExtract.run(file, OutputStream.nullOutputStream()));
    }
}
