/// Transactional outbox: a change and its event commit together, a relay publishes it without gap and in order.
@NullMarked
package dev.latchkey.kit.outbox;

import org.jspecify.annotations.NullMarked;
