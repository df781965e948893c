/// Which verifiers are live and how far each follows the feed: their rows, and their heartbeats.
@NullMarked
package dev.latchkey.token.presence;

import org.jspecify.annotations.NullMarked;
