/// The record of a token: what a person may see of it, never the token.
@NullMarked
package dev.latchkey.token.record;

import org.jspecify.annotations.NullMarked;
