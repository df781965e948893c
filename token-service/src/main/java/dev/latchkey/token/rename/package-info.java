/// A token gets another name.
@NullMarked
package dev.latchkey.token.rename;

import org.jspecify.annotations.NullMarked;
