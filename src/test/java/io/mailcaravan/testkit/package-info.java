/** The contract of all stores as tests, and what tests share. */
package io.mailcaravan.testkit;
