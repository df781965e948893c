/// A token that is out already gets further caveats.
@NullMarked
package dev.latchkey.token.restrict;

import org.jspecify.annotations.NullMarked;
