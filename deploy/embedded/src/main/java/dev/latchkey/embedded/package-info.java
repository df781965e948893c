/// A real PostgreSQL and a real Kafka broker without containers, for the local stack and the tests.
@NullMarked
package dev.latchkey.embedded;

import org.jspecify.annotations.NullMarked;
