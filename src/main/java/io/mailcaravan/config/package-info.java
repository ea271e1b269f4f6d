/**
 * What people write for the program: settings, the secrets and other settings that they refer to,
 * and what was meant where a word is unknown. Where settings come from is not known here.
 */
package io.mailcaravan.config;
