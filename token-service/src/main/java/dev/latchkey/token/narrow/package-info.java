/// A narrowed copy of the presented token, for callers without a library that makes one offline.
@NullMarked
package dev.latchkey.token.narrow;

import org.jspecify.annotations.NullMarked;
