/**
 * OAuth 2.0 access tokens (RFC 6749): where a store gets them from, for whom, and when they are
 * renewed. Knows the domain and settings only; the stores' clients have tokens through {@code
 * auth}.
 */
package io.mailcaravan.oauth;
