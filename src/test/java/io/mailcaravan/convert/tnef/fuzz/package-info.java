/**
 * Fuzzing of the TNEF conversion with Jazzer: any input keeps {@link
 * io.mailcaravan.convert.tnef.ConversionPromise}.
 */
package io.mailcaravan.convert.tnef.fuzz;
