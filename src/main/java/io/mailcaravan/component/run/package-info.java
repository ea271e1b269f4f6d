/**
 * Passes, retries and verifications over all mailboxes of a route: how many at once, what they may
 * hold of memory and connections, what they have done so far.
 */
package io.mailcaravan.component.run;
