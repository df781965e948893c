/// Ending sessions, and showing that every verifier knows.
@NullMarked
package dev.latchkey.session.ending;

import org.jspecify.annotations.NullMarked;
