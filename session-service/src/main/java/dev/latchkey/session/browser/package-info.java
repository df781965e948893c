/// What holds for every request of a browser and every answer to one: cookies, forms, headers.
@NullMarked
package dev.latchkey.session.browser;

import org.jspecify.annotations.NullMarked;
