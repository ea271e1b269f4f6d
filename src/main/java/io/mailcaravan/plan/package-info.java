/** Which mailbox goes where: the mailboxes.csv of a customer. */
package io.mailcaravan.plan;
