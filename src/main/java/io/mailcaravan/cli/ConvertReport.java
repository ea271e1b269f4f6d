package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;

/** Tells what became of each file, as soon as it is known. */
interface ConvertReport {

    /** One that was looked at. */
    void add(String name, Conversion conversion);

    /** One that could not be read at all. */
    void unreadable(String name, String why);

    void end();
}
