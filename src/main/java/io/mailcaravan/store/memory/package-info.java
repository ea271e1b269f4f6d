/** The store {@code memory}: the contract's reference, and the double for all other tests. */
package io.mailcaravan.store.memory;
