/**
 * The bytes of items that could not be copied, kept in files, and those that nobody sends again.
 */
package io.mailcaravan.deadletter;
