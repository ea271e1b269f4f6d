package io.mailcaravan.convert.tnef.item;

/**
 * An item in the form that other programs read.
 *
 * @param contentType with its parameters, for a header field
 * @param name a name for a file
 * @param alternative whether it says the same as the body, as a meeting request does
 */
public record ItemFile(String contentType, String name, boolean alternative, String text) {}
