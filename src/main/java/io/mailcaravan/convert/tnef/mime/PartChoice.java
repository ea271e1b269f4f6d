package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.stream.Budget;

/**
 * What of a message is written.
 *
 * @param keepRtf whether the RTF goes along as one more alternative
 * @param items whether appointments and such are written in the form that other programs read
 * @param budget what it may cost
 */
public record PartChoice(boolean keepRtf, boolean items, Budget budget) {}
