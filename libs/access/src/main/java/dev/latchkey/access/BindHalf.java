package dev.latchkey.access;

import java.util.Optional;

/// What a holder tells the maker of a discharge so that it comes back bound to a token: `HMAC(0³², signature)`.
///
/// It does not give the signature away, and a discharge that is bound before it leaves its maker never travels in a
/// form that fits another token, or that somebody could append to.
///
/// @param value 43 characters of base64url, unpadded
public record BindHalf(String value) {
    public BindHalf {
        if (Bytes32.decode(value).isEmpty()) {
            throw new IllegalArgumentException("not the half of a binding");
        }
    }

    static BindHalf of(byte[] bytes) {
        return new BindHalf(Bytes32.encode(bytes));
    }

    public static Optional<BindHalf> parse(String text) {
        return Bytes32.decode(text).map(BindHalf::of);
    }

    byte[] bytes() {
        return Bytes32.decode(value).orElseThrow();
    }

    @Override
    public String toString() {
        return "BindHalf[••••]";
    }
}
