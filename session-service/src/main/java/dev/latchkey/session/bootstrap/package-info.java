/// The first org and its first owner, made where there is nobody yet.
@NullMarked
package dev.latchkey.session.bootstrap;

import org.jspecify.annotations.NullMarked;
