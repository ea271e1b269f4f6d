/**
 * One item as an exchange, from the source to the last of its ends: headers, body, and what has
 * become of it. Knows Camel and no endpoint.
 */
package io.mailcaravan.component.item;
