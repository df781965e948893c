package dev.latchkey.kit.problem;

/// Thrown while a resource reads its parameters and one of them is not of its form: answered with 400 naming
/// the field.
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String detail;

    /// A field that is not of its form.
    ///
    /// @param field the request member or parameter, as the caller wrote it
    /// @param detail what is expected instead; never repeats the value, which might be a secret
    public InvalidRequestException(String field, String detail) {
        super(field + ": " + detail, null, false, false);
        this.field = field;
        this.detail = detail;
    }

    /// The same mistake seen from the object that holds the one with the field: `request.ip` in `items[3]`.
    public InvalidRequestException within(String outer) {
        return new InvalidRequestException(outer + "." + field, detail);
    }

    public Problem problem() {
        return Problem.invalid(field, detail);
    }
}
