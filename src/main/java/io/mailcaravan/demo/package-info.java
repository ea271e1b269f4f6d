/** Two mail servers in this process and sample mailboxes, for {@code caravan demo}. */
package io.mailcaravan.demo;
