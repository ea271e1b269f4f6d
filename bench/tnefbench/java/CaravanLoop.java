import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.convert.tnef.TnefToMime;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.OutputStream;

/** Converts and writes whole messages, to nowhere. */
final class CaravanLoop {

    private CaravanLoop() {}

    public static void main(String[] args) throws Exception {
        TnefToMime converter = new TnefToMime(TnefOptions.DEFAULT);
        Loop.run(
                file -> {
                    Conversion conversion = converter.convert(Bytes.of(file));
                    if (!conversion.isChanged()) {
                        return file.length;
                    }
                    Counter out = new Counter();
                    conversion.writeTo(out);
                    return out.size;
                });
    }

    /** Takes bytes and keeps none. */
    private static final class Counter extends OutputStream {
        private long size;

        @Override
        public void write(int b) {
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            size += length;
        }
    }
}
