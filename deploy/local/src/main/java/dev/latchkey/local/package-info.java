/// The local stack: launcher, gateway and what stands in for services that are not built yet.
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
