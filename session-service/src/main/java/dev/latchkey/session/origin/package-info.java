/// The one address under which people reach the suite.
@NullMarked
package dev.latchkey.session.origin;

import org.jspecify.annotations.NullMarked;
