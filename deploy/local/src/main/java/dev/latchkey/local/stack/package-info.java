/// The running stack: PostgreSQL, Kafka, the services as child processes, and what is told about them.
@NullMarked
package dev.latchkey.local.stack;

import org.jspecify.annotations.NullMarked;
