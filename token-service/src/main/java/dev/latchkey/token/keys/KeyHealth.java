package dev.latchkey.token.keys;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What speaks against serving with the keys there are.
///
/// Without a key-encryption key nothing can be served. In production a weak one, or a weak root key, is no better than
/// none: whoever guesses it makes any token.
@Singleton
final class KeyHealth {
    private static final Logger LOG = Logger.getLogger(KeyHealth.class);

    private final List<String> ofKek;
    private final boolean production;
    private volatile Optional<List<String>> ofRootKeys = Optional.empty();

    @Inject
    KeyHealth(KeyWrap wrap) {
        this(wrap, ConfigUtils.isProfileActive("prod"));
    }

    KeyHealth(KeyWrap wrap, boolean production) {
        this.production = production;
        this.ofKek = switch (wrap.kek()) {
            case Kek.Missing(var why) -> List.of(why);
            case Kek.Found found -> production ? KekChecks.objections(found) : List.of();
        };
        ofKek.forEach(objection -> LOG.errorf("not ready: %s", objection));
    }

    /// All root keys were looked at, and this was found.
    void looked(List<String> objections) {
        if (!ofRootKeys.equals(Optional.of(objections))) {
            objections.forEach(objection ->
                    LOG.log(production ? Logger.Level.ERROR : Logger.Level.WARN, "root keys: " + objection));
        }
        ofRootKeys = Optional.of(List.copyOf(objections));
    }

    /// Why this process must not serve; empty when nothing speaks against it.
    List<String> objections() {
        var found = new ArrayList<>(ofKek);
        if (production) {
            found.addAll(ofRootKeys.orElseGet(() -> List.of("the root keys have not been looked at yet")));
        }
        return List.copyOf(found);
    }
}
