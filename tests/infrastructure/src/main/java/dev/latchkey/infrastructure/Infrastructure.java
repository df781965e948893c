package dev.latchkey.infrastructure;

import dev.latchkey.events.ServiceName;
import java.io.IOException;

/// A PostgreSQL server with a database per service and a Kafka broker with all topics, empty at the start.
public interface Infrastructure {
    /// Starts both; returns when databases and topics are there.
    void start() throws IOException;

    /// Stops both and forgets their data.
    void stop() throws IOException;

    /// `postgresql://host:port/database`: the database of a service, as the reactive client takes it.
    String url(ServiceName service);

    /// The same for JDBC.
    default String jdbcUrl(ServiceName service) {
        return "jdbc:" + url(service);
    }

    /// A user who may do everything.
    String user();

    String password();

    /// `host:port` of the broker.
    String kafka();
}
