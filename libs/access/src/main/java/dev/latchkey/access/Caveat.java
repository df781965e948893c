package dev.latchkey.access;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// One restriction on a token. Adding one can only narrow, and what is not on this closed list is never
/// satisfied.
///
/// A caveat says what may be done and never who does it: any holder can append one, so identity is read from
/// the identifier alone.
public sealed interface Caveat {
    /// The predicate as it stands in a macaroon, ASCII.
    String text();

    /// Reads a predicate; empty for an unknown name or operator, a bad or empty value, a blank too many.
    static Optional<Caveat> parse(String predicate) {
        return CaveatRegistry.LATCHKEY.read(predicate);
    }

    /// `org = acme`: the org of the token. Exactly one, the first, put on at issue and equal to the
    /// identifier's.
    record Org(OrgHandle org) implements Caveat {
        @Override
        public String text() {
            return "org = " + org.value();
        }
    }

    /// `access = read`: prohibits what needs more than this level. Without one the level is write.
    record AtMost(Access access) implements Caveat {
        @Override
        public String text() {
            return "access = " + access.slug();
        }
    }

    /// `resource = apps/web` or `resource in apps/web apps/api`: prohibits everything outside these paths.
    record Within(List<Resource> roots) implements Caveat {
        public Within {
            roots = notEmpty(roots);
        }

        @Override
        public String text() {
            return roots.size() == 1 ? "resource = " + roots.getFirst().path() : "resource in " + words(roots);
        }
    }

    /// `time-before 2027-01-01T00:00:00Z`: prohibits use at that instant and later; no leeway is added.
    record Before(Instant end) implements Caveat {
        public Before {
            if (!Timestamps.writable(end)) {
                throw new IllegalArgumentException("a caveat's instant lies in the years 2000 to 9999");
            }
        }

        @Override
        public String text() {
            return "time-before " + end;
        }
    }

    /// `ip in 203.0.113.0/24 2001:db8::/32`: prohibits use from any other address.
    record From(List<Network> networks) implements Caveat {
        public From {
            networks = notEmpty(networks);
        }

        @Override
        public String text() {
            return "ip in " + words(networks);
        }
    }

    /// `session = ses_1nbw4r0mxfe81y`: prohibits use once that login has ended.
    record During(SessionId session) implements Caveat {
        @Override
        public String text() {
            return "session = " + session.publicId();
        }
    }

    /// `method in GET HEAD`: prohibits every other HTTP method; HEAD is not implied by GET.
    record Methods(NavigableSet<String> names) implements Caveat {
        private static final int SHORTEST = 3;
        private static final int LONGEST = 16;

        public Methods {
            if (names.isEmpty() || !names.stream().allMatch(Methods::isVerb)) {
                throw new IllegalArgumentException("a method is 3 to 16 of A-Z");
            }
            names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
        }

        static boolean isVerb(String word) {
            if (word.length() < SHORTEST || word.length() > LONGEST) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (word.charAt(i) < 'A' || word.charAt(i) > 'Z') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return "method in " + String.join(" ", names);
        }
    }

    private static <T> List<T> notEmpty(List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a caveat names at least one");
        }
        return List.copyOf(values);
    }

    private static String words(List<?> values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(out.isEmpty() ? "" : " ").append(value);
        }
        return out.toString();
    }
}
