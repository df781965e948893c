/// The event contract: types, topics and their shapes.
@NullMarked
package dev.latchkey.events;

import org.jspecify.annotations.NullMarked;
