package dev.latchkey.kit.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the query parameters of a resource method that reads them out of the request.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadsQuery {
    /// The parameters; none where the method itself refuses what it does not know.
    String[] value() default {};
}
