package dev.latchkey.session.device;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.member.PersonTies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Of an erased person no device is left.
@Singleton
final class DeviceTies implements PersonTies {
    private static final String DELETE = "delete from device where person_id = :person";

    @Override
    public Uni<Void> cut(PersonId person, State state, Act act) {
        return state == State.ERASED
                ? Panache.getSession()
                        .chain(session -> session.createNativeQuery(DELETE)
                                .setParameter("person", person.publicId())
                                .executeUpdate())
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }
}
