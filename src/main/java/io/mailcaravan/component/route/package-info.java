/**
 * What a route says, read before anything is moved: which mailboxes it reads, where its steps lead,
 * which mapping files they name; and what it must not say.
 */
package io.mailcaravan.component.route;
