/** Limits on what is moved to and from a store of any type: bytes in 24 hours, bytes a second. */
package io.mailcaravan.store.limit;
