package dev.latchkey.session.throttle;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// What was typed as the name of an account, folded (NFKC, lower case) as the table of people folds it.
///
/// It may be anything, also a password in the wrong field: it is never stored, logged or shown.
public final class AccountName {
    private static final int LONGEST = 254;

    private final String folded;

    private AccountName(String folded) {
        this.folded = folded;
    }

    /// Empty for what cannot be the e-mail address of anybody.
    public static Optional<AccountName> parse(String typed) {
        var folded = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return folded.isEmpty() || folded.length() > LONGEST || folded.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(new AccountName(folded));
    }

    /// The one way to the text: `email_key` of a person, if it is somebody's.
    public String reveal() {
        return folded;
    }

    /// Never the name.
    @Override
    public String toString() {
        return "AccountName[••••]";
    }
}
