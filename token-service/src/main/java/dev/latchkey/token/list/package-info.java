/// Tokens as a list and one by one, with their last use.
@NullMarked
package dev.latchkey.token.list;

import org.jspecify.annotations.NullMarked;
