/// Session tokens without a session, folded into a few rows.
@NullMarked
package dev.latchkey.session.fold;

import org.jspecify.annotations.NullMarked;
