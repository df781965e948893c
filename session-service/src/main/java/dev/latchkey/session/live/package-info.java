/// Sessions: one login of one person on one device, from its opening to its end.
@NullMarked
package dev.latchkey.session.live;

import org.jspecify.annotations.NullMarked;
