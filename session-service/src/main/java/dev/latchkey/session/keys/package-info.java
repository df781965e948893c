/// What this service signs and seals for itself: cookies, forms, acts. Nobody else holds the key.
@NullMarked
package dev.latchkey.session.keys;

import org.jspecify.annotations.NullMarked;
