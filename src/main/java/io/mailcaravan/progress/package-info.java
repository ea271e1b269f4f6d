/**
 * How far mailboxes are: the figures that a pass counts, what is in its way, and one view of both
 * for whoever shows them.
 */
package io.mailcaravan.progress;
