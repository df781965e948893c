package dev.latchkey.session.person;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Changes that people make of themselves.
@ApplicationScoped
class SelfTransaction {
    private final People people;

    SelfTransaction(People people) {
        this.people = people;
    }

    @WithTransaction
    Uni<SelfOutcome> rename(PersonId self, DisplayName name, Optional<Long> version, Act act) {
        return people.lock(self)
                .chain(found -> found.filter(person -> person.state() == State.ACTIVE)
                        .map(person -> rename(person, name, version, act))
                        .orElseGet(() -> Uni.createFrom().item(new SelfOutcome.Nobody())));
    }

    private Uni<SelfOutcome> rename(Person person, DisplayName name, Optional<Long> version, Act act) {
        if (version.isPresent() && version.get() != person.version()) {
            return Uni.createFrom().item(new SelfOutcome.ChangedMeanwhile());
        }
        if (name.equals(person.name())) {
            return Uni.createFrom().item(new SelfOutcome.Done(person));
        }
        var changed = person.named(name);
        return people.change(changed, act).replaceWith(new SelfOutcome.Done(changed));
    }
}
