/** How far one mailbox is: what a pass counts while it runs, and what is in its way. */
package io.mailcaravan.progress;
