package dev.latchkey.session.bootstrap;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Email;
import java.util.Optional;

/// The first org and owner as they were configured.
record Wish(OrgHandle org, DisplayName orgName, Email email, DisplayName ownerName) {
    /// Empty where none is configured.
    static Optional<Wish> of(BootstrapConfig config) {
        return config.org().map(org -> of(org, config));
    }

    private static Wish of(String org, BootstrapConfig config) {
        return new Wish(
                OrgHandle.parse(org).orElseThrow(() -> wrong("org", "the handle of an org")),
                DisplayName.read("latchkey.bootstrap.org-name", config.orgName().orElse(org)),
                config.ownerEmail().flatMap(Email::parse).orElseThrow(() -> wrong("owner-email", "an e-mail address")),
                DisplayName.read("latchkey.bootstrap.owner-name", config.ownerName()));
    }

    private static IllegalStateException wrong(String setting, String expected) {
        return new IllegalStateException("latchkey.bootstrap." + setting + " must be " + expected);
    }

    /// Never the address.
    @Override
    public String toString() {
        return "Wish[" + org + "]";
    }
}
