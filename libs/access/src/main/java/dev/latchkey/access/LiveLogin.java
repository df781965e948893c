package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.macaroon.Macaroon;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/// "Only while this person is logged in": a third-party caveat in the making, which any holder can add offline.
///
/// Each time it is added there is a new secret, sealed in a new ticket. Adding needs Bouncy Castle on the class path.
///
/// @param key whom to seal the ticket to: the current one of session-service, from `GET /v1/discharges/keys`
/// @param person whose login must live
/// @param device on which device, if on a certain one
public record LiveLogin(TicketKey key, PersonId person, Optional<DeviceId> device) {
    /// Where to ask for a discharge. A hint for clients; no verifier looks at it.
    public static final String LOCATION = "latchkey/session";

    private static final SecureRandom RANDOM = new SecureRandom();

    /// On any device.
    public LiveLogin(TicketKey key, PersonId person) {
        this(key, person, Optional.empty());
    }

    Macaroon addedTo(Macaroon macaroon) {
        byte[] secret = random();
        byte[] ephemeral = random();
        try {
            String ticket = TicketText.seal(this, secret, ephemeral);
            return macaroon.withThirdParty(LOCATION, secret, ticket.getBytes(US_ASCII));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(ephemeral, (byte) 0);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[Bytes32.LENGTH];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
