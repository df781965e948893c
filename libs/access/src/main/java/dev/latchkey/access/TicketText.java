package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The text of a ticket: `lkt1.` and base64url of the key's id (4 bytes), the encapsulated key (32) and the ciphertext.
///
/// Sealed in it stands `session <secret> <person> [<device>]`: the secret that the discharge is made from, as 43
/// characters of base64url, and whose login must live, ids without their prefix.
final class TicketText {
    /// More than any condition needs, the ones to come included.
    static final int LONGEST = 212;

    private static final String PREFIX = "lkt1.";
    private static final byte[] INFO = "latchkey/ticket/v1".getBytes(US_ASCII);
    private static final String SESSION = "session";
    private static final int OVERHEAD = TicketKey.KID + Hpke.ENCAPSULATED + Hpke.TAG;

    private TicketText() {}

    /// @param secret 32 fresh random bytes
    /// @param ephemeral 32 others
    static String seal(LiveLogin login, byte[] secret, byte[] ephemeral) {
        String plaintext = SESSION
                + ' '
                + Bytes32.encode(secret)
                + ' '
                + login.person().value()
                + login.device().map(device -> ' ' + device.value()).orElse("");
        byte[] kid = login.key().kidBytes();
        byte[] sealed = Hpke.seal(login.key().bytes(), ephemeral, INFO, plaintext.getBytes(US_ASCII));
        byte[] ticket = Arrays.copyOf(kid, kid.length + sealed.length);
        System.arraycopy(sealed, 0, ticket, kid.length, sealed.length);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }

    /// The bytes of a ticket; empty for what does not look like one.
    static Optional<byte[]> decode(String text) {
        if (!text.startsWith(PREFIX) || text.length() > LONGEST) {
            return Optional.empty();
        }
        String body = text.substring(PREFIX.length());
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(body);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(body);
            return canonical && bytes.length > OVERHEAD ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static byte[] kid(byte[] ticket) {
        return Arrays.copyOf(ticket, TicketKey.KID);
    }

    /// Empty if it was not sealed to this key, or says what is not understood.
    static Optional<OpenTicket> open(String text, byte[] ticket, TicketPrivateKey key) {
        byte[] sealed = Arrays.copyOfRange(ticket, TicketKey.KID, ticket.length);
        return Hpke.open(key.raw(), key.publicKey().bytes(), INFO, sealed).flatMap(plaintext -> {
            try {
                return read(text, new String(plaintext, ISO_8859_1));
            } finally {
                Arrays.fill(plaintext, (byte) 0);
            }
        });
    }

    private static Optional<OpenTicket> read(String text, String plaintext) {
        String[] words = plaintext.split(" ", -1);
        if (words.length < 3 || words.length > 4 || !words[0].equals(SESSION)) {
            return Optional.empty();
        }
        Optional<byte[]> secret = Bytes32.decode(words[1]);
        Optional<PersonId> person = PersonId.parse(words[2]);
        Optional<DeviceId> device = words.length == 4 ? DeviceId.parse(words[3]) : Optional.empty();
        return secret.isPresent() && person.isPresent() && device.isPresent() == (words.length == 4)
                ? Optional.of(new OpenTicket(text, secret.get(), person.get(), device.orElse(null)))
                : Optional.empty();
    }
}
