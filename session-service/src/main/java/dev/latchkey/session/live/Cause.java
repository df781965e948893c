package dev.latchkey.session.live;

import dev.latchkey.events.Caep.InitiatingEntity;

/// Why a session ended.
public enum Cause {
    LOGGED_OUT("logged-out", InitiatingEntity.USER, "You logged out."),
    ENDED("ended", InitiatingEntity.USER, "You ended it from another session."),
    ENDED_BY_ADMIN("ended-by-admin", InitiatingEntity.ADMIN, "An administrator of your organisation ended it."),
    FORGOTTEN("device-forgotten", InitiatingEntity.USER, "You removed this device."),
    REPLACED("replaced", InitiatingEntity.USER, "You logged in again on the same device."),
    SURPLUS("surplus", InitiatingEntity.POLICY, "You have more sessions than are allowed; this one was idle longest."),
    PASSWORD_CHANGED("password-changed", InitiatingEntity.USER, "You changed your password."),
    RESET("reset", InitiatingEntity.ADMIN, "Your login was reset."),
    DISABLED("disabled", InitiatingEntity.ADMIN, "Your account was disabled."),
    IDLE("idle", InitiatingEntity.POLICY, "It was not used for too long."),
    EXPIRED("expired", InitiatingEntity.POLICY, "It had lasted as long as a session may."),
    NOT_KEPT(
            "not-kept",
            InitiatingEntity.POLICY,
            "Your role, or an organisation of yours, does not allow staying logged in.");

    private final String slug;
    private final InitiatingEntity entity;
    private final String sentence;

    Cause(String slug, InitiatingEntity entity, String sentence) {
        this.slug = slug;
        this.entity = entity;
        this.sentence = sentence;
    }

    public String slug() {
        return slug;
    }

    InitiatingEntity entity() {
        return entity;
    }

    /// For the person.
    String sentence() {
        return sentence;
    }
}
