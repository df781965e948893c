package dev.latchkey.token;

import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import java.util.Base64;

/// What a holder can do with a token who has any macaroon library and none of ours.
public final class Peer {
    private static final int PREFIX = 4;
    private static final int SUFFIX = 7;
    private static final int SIGNATURE = 32;

    private Peer() {}

    /// The macaroon of a token, in base64url.
    public static String body(String token) {
        return token.substring(PREFIX, token.length() - SUFFIX);
    }

    public static byte[] bytes(String token) {
        return Base64.getUrlDecoder().decode(body(token));
    }

    /// The token with its suffix taken off.
    public static String withoutSuffix(String token) {
        return token.substring(0, token.length() - SUFFIX);
    }

    /// The same prefix and suffix around other bytes, with base64 padding.
    public static String padded(String token, byte[] bytes) {
        return token.substring(0, PREFIX) + Base64.getUrlEncoder().encodeToString(bytes) + suffix(token);
    }

    /// Another library appends these predicates.
    public static String narrow(String token, String... predicates) {
        var builder = Macaroon.builder(Macaroon.deserialize(body(token), MacaroonsSerializer.V2));
        for (var predicate : predicates) {
            builder = builder.addCaveat(predicate);
        }
        return token.substring(0, PREFIX) + builder.build().serialize(MacaroonsSerializer.V2) + suffix(token);
    }

    /// The same token with one bit of its signature flipped.
    public static String forged(String token) {
        var bytes = bytes(token);
        bytes[bytes.length - 1] ^= 1;
        return token.substring(0, PREFIX)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                + suffix(token);
    }

    /// The last 32 bytes: what makes it a token and not a name.
    public static byte[] signature(String token) {
        var bytes = bytes(token);
        return java.util.Arrays.copyOfRange(bytes, bytes.length - SIGNATURE, bytes.length);
    }

    private static String suffix(String token) {
        return token.substring(token.length() - SUFFIX);
    }
}
