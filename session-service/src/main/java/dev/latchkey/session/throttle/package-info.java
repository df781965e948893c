/// How often somebody may try a secret: counted where it is decided, in the database, so that all replicas count alike.
@NullMarked
package dev.latchkey.session.throttle;

import org.jspecify.annotations.NullMarked;
