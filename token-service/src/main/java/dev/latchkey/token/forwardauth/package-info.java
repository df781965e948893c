/// The door for reverse proxies: nginx `auth_request`, Traefik ForwardAuth, Envoy HTTP `ext_authz`.
@NullMarked
package dev.latchkey.token.forwardauth;

import org.jspecify.annotations.NullMarked;
