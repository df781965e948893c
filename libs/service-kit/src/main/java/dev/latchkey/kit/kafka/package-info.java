/// Sending to Kafka with every record acknowledged.
@NullMarked
package dev.latchkey.kit.kafka;

import org.jspecify.annotations.NullMarked;
