package dev.latchkey.token.idempotency;

/// One try at a request that its caller may send again.
///
/// Neither the key nor the request can be read back from it.
///
/// @param keyHash SHA-256 of the caller and the key it chose, in hex
/// @param requestDigest SHA-256 of what was asked for, in hex
public record Attempt(String keyHash, String requestDigest) {}
