/**
 * The domain: what a mailbox, a folder and an item are, and what a store must be able to do. JDK
 * only; knows neither Camel nor any protocol library.
 */
package io.mailcaravan.mailbox;
