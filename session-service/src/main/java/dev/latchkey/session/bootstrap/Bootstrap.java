package dev.latchkey.session.bootstrap;

import dev.latchkey.session.directory.Person;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Sees to it that there is somebody to begin with, before the first request is served.
@Singleton
final class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final BootstrapConfig config;
    private final FoundingTransaction founding;
    private final FoundedFile file;

    Bootstrap(BootstrapConfig config, FoundingTransaction founding, FoundedFile file) {
        this.config = config;
        this.founding = founding;
        this.file = file;
    }

    void onStart(@Observes StartupEvent started) throws Throwable {
        var wish = Wish.of(config);
        if (wish.isPresent()) {
            var owner = VertxContextSupport.subscribeAndAwait(() -> begin(wish.get()));
            file.write(owner);
            LOG.infof("the first org is %s, its first owner %s", owner.home(), owner.id());
        }
    }

    private Uni<Person> begin(Wish wish) {
        return founding.found(wish);
    }
}
