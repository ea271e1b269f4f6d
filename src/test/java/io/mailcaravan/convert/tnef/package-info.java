/**
 * Promises of the TNEF conversion, on streams that a small writer makes and on the sample folder.
 */
package io.mailcaravan.convert.tnef;
