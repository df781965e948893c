/// Browsers and command lines that people log in from: what they are called, and that they are known.
@NullMarked
package dev.latchkey.session.device;

import org.jspecify.annotations.NullMarked;
