package io.mailcaravan.misbehaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps what was said in each pass, where {@code -Dcaravan.misbehaving.transcripts=FOLDER} asks for
 * it: to look into one seed.
 */
final class Transcripts {
    private Transcripts() {}

    static void keep(World world, int pass) throws IOException {
        String folder = System.getProperty("caravan.misbehaving.transcripts", "");
        if (!folder.isEmpty()) {
            Files.createDirectories(Path.of(folder));
            String start = "seed-" + world.seed + "-pass-" + pass;
            Files.write(Path.of(folder, start + "-source.txt"), world.source.transcript());
            Files.write(
                    Path.of(folder, start + "-destination.txt"), world.destination.transcript());
        }
    }
}
