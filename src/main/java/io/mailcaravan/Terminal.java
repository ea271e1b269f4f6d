package io.mailcaravan;

import java.io.FileInputStream;
import java.io.IOException;

/** The terminal that the process was started in. */
final class Terminal {

    /** Opens as long as there is one; after it was closed the kernel knows of none. */
    private static final String OWN = "/dev/tty";

    private Terminal() {}

    /** False for a service, in a container without one, and after it was closed. */
    static boolean isThere() {
        try (FileInputStream terminal = new FileInputStream(OWN)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
