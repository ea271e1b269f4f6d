/**
 * What earlier passes have failed at is read anew, out of its dead letter where the source has it
 * no more, and sent through the same route. Stands on a pass, which knows it as {@link
 * io.mailcaravan.pass.FailedBefore} only.
 */
package io.mailcaravan.retry;
