/// The credential a client presents in `Authorization`, however it is dressed.
@NullMarked
package dev.latchkey.kit.credential;

import org.jspecify.annotations.NullMarked;
