package dev.latchkey.session.directory;

import dev.latchkey.access.PersonId;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/// Who reads the platform's audit chain and dead letters: people with the flag, or listed in the configuration.
@Singleton
public final class Operators {
    private final Set<PersonId> listed;

    Operators(OperatorConfig config) {
        this.listed = config.people().orElse(Set.of()).stream()
                .map(id -> PersonId.parsePublic(id)
                        .orElseThrow(() -> new IllegalStateException("latchkey.operators.people lists ids, per_…")))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean include(Person person) {
        return person.operator() || listed.contains(person.id());
    }
}
