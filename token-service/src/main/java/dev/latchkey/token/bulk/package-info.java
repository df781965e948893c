/// Many tokens are ended or stopped at once, after a look at what would happen.
@NullMarked
package dev.latchkey.token.bulk;

import org.jspecify.annotations.NullMarked;
