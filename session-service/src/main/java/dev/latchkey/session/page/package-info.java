/// What pages of all features share: how they are rendered and answered, and the page that says what went wrong.
@NullMarked
package dev.latchkey.session.page;

import org.jspecify.annotations.NullMarked;
