/// The hot path: text to verdict, and its doors.
@NullMarked
package dev.latchkey.token.verify;

import org.jspecify.annotations.NullMarked;
