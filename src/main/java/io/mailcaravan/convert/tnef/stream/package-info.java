/**
 * The TNEF stream, [MS-OXTNEF] 2.1: attributes, their checksums, and which attachment they are of.
 */
package io.mailcaravan.convert.tnef.stream;
