package dev.latchkey.session.login;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The pages of logging in and out.
@CheckedTemplate(basePath = "login")
final class LoginPages {
    private LoginPages() {}

    /// The login form.
    ///
    /// @param message empty when nothing went wrong
    static native TemplateInstance login(String csrf, String returnTo, String message);

    static native TemplateInstance first(String csrf, String ticket, String returnTo, String message);

    static native TemplateInstance stepUp(String csrf, String sealed, String words, String message);
}
