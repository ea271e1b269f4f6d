/** Which folders and which items a pass takes, and the exact reason why one is left out. */
package io.mailcaravan.filter;
