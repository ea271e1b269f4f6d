/** Which servers belong to an address: what a domain says of them, and what they show. */
package io.mailcaravan.discover;
