/**
 * The client of stores that are web services: signed-in requests with bodies that are streamed,
 * bounded answers, and what went wrong told with scope and retry. Knows the domain and how one
 * signs in; what is asked for is the stores' own.
 */
package io.mailcaravan.http;
