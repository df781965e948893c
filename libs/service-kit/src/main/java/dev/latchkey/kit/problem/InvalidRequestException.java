package dev.latchkey.kit.problem;

import java.util.Objects;

/// Thrown while a resource reads its parameters and one of them is not of its form: answered with 400 naming
/// the field.
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /// A field that is not of its form.
    ///
    /// @param field the request member or parameter, as the caller wrote it
    /// @param detail what is expected instead; never repeats the value, which might be a secret
    public InvalidRequestException(String field, String detail) {
        this(Problem.invalid(field, detail));
    }

    private InvalidRequestException(Problem problem) {
        super(problem.field() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /// A change that could overwrite somebody else's, because it does not say what was seen (RFC 6585 §3).
    public static InvalidRequestException preconditionRequired() {
        return new InvalidRequestException(new Problem(
                "precondition-required",
                428,
                "If-Match is needed",
                "Send the ETag of the record as If-Match, so that no other change is overwritten."));
    }

    /// The same mistake seen from the object that holds the one with the field: `request.ip` in `items[3]`.
    public InvalidRequestException within(String outer) {
        return new InvalidRequestException(outer + "." + Objects.requireNonNull(problem.field()), problem.detail());
    }

    public Problem problem() {
        return problem;
    }
}
