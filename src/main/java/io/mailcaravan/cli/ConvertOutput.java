package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import java.util.List;

/** Where mails are written to. */
interface ConvertOutput {

    /** Refuses, before anything is written, what cannot go well. */
    void check(List<ConvertInput> inputs);

    /** Whether the mails of an mbox are written each for itself. */
    boolean splits();

    /**
     * Writes the mail, if it is one: a stream that could not be converted is none.
     *
     * @param name of the input, below the folder that was named
     * @return what was written
     */
    Conversion write(String name, Conversion conversion);

    /** How many mails there are so far. */
    long written();

    /** The place, in a sentence that begins with the number of mails. */
    String place();
}
