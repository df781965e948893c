package dev.latchkey.session.password;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A hash in the PHC string format:
/// `$argon2id$v=19$m=19456,t=2,p=1,keyid=…$<salt>$<hash>`, base64 without padding.
record Phc(Cost cost, Optional<String> pepper, String salt, String hash) {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})(?:,keyid=([A-Za-z0-9+/]{8}))?"
                    + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /// What computing it costs.
    record Cost(int memoryKib, int passes, int lanes) {
        boolean isBelow(Cost other) {
            return memoryKib < other.memoryKib || passes < other.passes || lanes < other.lanes;
        }
    }

    static Phc of(Cost cost, Optional<String> pepper, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return new Phc(cost, pepper, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    static Optional<Phc> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Phc(
                        new Cost(
                                Integer.parseInt(parts.group(1)),
                                Integer.parseInt(parts.group(2)),
                                Integer.parseInt(parts.group(3))),
                        Optional.ofNullable(parts.group(4)),
                        parts.group(5),
                        parts.group(6)))
                : Optional.empty();
    }

    byte[] saltBytes() {
        return Base64.getDecoder().decode(salt);
    }

    byte[] hashBytes() {
        return Base64.getDecoder().decode(hash);
    }

    /// As it is stored.
    String text() {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + cost.lanes()
                + pepper.map(id -> ",keyid=" + id).orElse("") + "$" + salt + "$" + hash;
    }

    /// Never the hash: whoever has it can try passwords.
    @Override
    public String toString() {
        return "Phc[" + cost + "]";
    }
}
