/** Two ends as they are typed, and the route, list and settings that move one mailbox. */
package io.mailcaravan.copy;
