/// PostgreSQL and Kafka for tests behind one interface, embedded or in containers, and the identities the services use.
@NullMarked
package dev.latchkey.infrastructure;

import org.jspecify.annotations.NullMarked;
