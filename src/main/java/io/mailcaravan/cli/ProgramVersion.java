package io.mailcaravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven has written into the jar. */
public final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"Mail Caravan " + number()};
    }

    /** {@code 1.2.0}. */
    public static String number() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                ProgramVersion.class.getResourceAsStream("/caravan-version.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}
