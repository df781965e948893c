package dev.latchkey.token.decision;

import java.util.List;

/// A token as it was presented, with the discharges that came with it. Nothing of it is read yet.
public record Presentation(String token, List<String> discharges) {
    public Presentation {
        discharges = List.copyOf(discharges);
    }

    /// A token alone.
    public static Presentation of(String token) {
        return new Presentation(token, List.of());
    }

    /// Never the texts.
    @Override
    public String toString() {
        return "Presentation[" + discharges.size() + "]";
    }
}
