/// Sending to Kafka with every record acknowledged, and what readiness must know of its topics.
@NullMarked
package dev.latchkey.kit.kafka;

import org.jspecify.annotations.NullMarked;
