package dev.latchkey.audit.intake;

import dev.latchkey.audit.Database;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// Connections of a process that will be killed: the server sees them break.
final class DoomedPool {
    private static final String NAME = "doomed";

    private DoomedPool() {}

    static Pool open() {
        var config = ConfigProvider.getConfig();
        var options = PgConnectOptions.fromUri(config.getValue("quarkus.datasource.reactive.url", String.class))
                .setUser(config.getValue("quarkus.datasource.username", String.class))
                .setPassword(config.getValue("quarkus.datasource.password", String.class));
        options.setProperties(Map.of("application_name", NAME));
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(options)
                .build());
    }

    static void sever(Database database) {
        database.text("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" + NAME
                + "'");
    }
}
