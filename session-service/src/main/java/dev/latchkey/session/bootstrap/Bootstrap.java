package dev.latchkey.session.bootstrap;

import dev.latchkey.session.bootstrap.FoundingTransaction.Begun;
import dev.latchkey.session.directory.People;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Sees to it that there is somebody to begin with, who can log in, before the first request is served.
@Singleton
final class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final BootstrapConfig config;
    private final People people;
    private final FirstPasswords passwords;
    private final FoundingTransaction founding;
    private final FoundedFile file;

    Bootstrap(
            BootstrapConfig config,
            People people,
            FirstPasswords passwords,
            FoundingTransaction founding,
            FoundedFile file) {
        this.config = config;
        this.people = people;
        this.passwords = passwords;
        this.founding = founding;
        this.file = file;
    }

    void onStart(@Observes StartupEvent started) throws Throwable {
        var wish = Wish.of(config);
        if (wish.isPresent()) {
            run(wish.get());
        }
    }

    void run(Wish wish) throws Throwable {
        passwords.requirePlace();
        var begun = VertxContextSupport.subscribeAndAwait(() -> begin(wish));
        begun.password().ifPresent(passwords::tell);
        file.write(begun.owner());
        LOG.infof(
                "the first org is %s, its first owner %s",
                begun.owner().home(), begun.owner().id());
    }

    private Uni<Begun> begin(Wish wish) {
        return people.first()
                .chain(first -> first.isEmpty()
                        ? passwords.prepare(wish).chain(password -> founding.found(wish, password))
                        : passwords
                                .isRenewed(first.get().id())
                                .chain(renewed -> renewed
                                        ? passwords
                                                .prepare(wish)
                                                .chain(password -> founding.renew(first.get(), password))
                                        : Uni.createFrom().item(Begun.before(first.get()))));
    }
}
