/** Names to names: folders, special-use roles, flags and keywords. */
package io.mailcaravan.mapping;
