/**
 * The look before a pass: can both ends be reached, what would go where, how much, how long, and
 * what stands in the way. Reads only.
 */
package io.mailcaravan.assess;
