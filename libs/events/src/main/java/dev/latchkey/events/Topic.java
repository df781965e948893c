package dev.latchkey.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one table of Kafka topics: whoever creates topics (local stack, tests, Kubernetes resources) reads it here.
///
/// A service never creates a topic. Every topic has a dead-letter twin `<name>.dlq` for records that could not be
/// consumed.
public enum Topic {
    /// What happened to tokens: minted, revoked, … Key: token id.
    TOKENS("latchkey.tokens", 6, Cleanup.DELETE, Duration.ofDays(30)),
    /// The one feed of verifiers: the present state of whatever can refuse a token. Key: [StateKey].
    TOKEN_STATES("latchkey.token-states", 6, Cleanup.COMPACT, Duration.ZERO),
    /// Coalesced uses. Key: token id. Timestamps are the broker's, so that a replay judges clocks alike.
    TOKEN_USAGE("latchkey.token-usage", 6, Cleanup.DELETE, Duration.ofDays(7)),
    /// Heartbeats of running verifiers. Key: verifier id.
    VERIFIERS("latchkey.verifiers", 1, Cleanup.COMPACT_AND_DELETE, Duration.ofDays(1)),
    /// Present state of OAuth apps. Key: app id.
    APPS("latchkey.apps", 3, Cleanup.COMPACT, Duration.ZERO),
    /// What happened to grants. Key: grant id.
    GRANTS("latchkey.grants", 6, Cleanup.DELETE, Duration.ofDays(30)),
    /// Present state of orgs, people, memberships and invitations. Key: org handle, or the id of one of them.
    DIRECTORY("latchkey.directory", 3, Cleanup.COMPACT, Duration.ZERO),
    /// What happened to sessions, logins, credentials and devices. Key: session, person or device id.
    SESSIONS("latchkey.sessions", 6, Cleanup.DELETE, Duration.ofDays(30));

    /// Data of an event is at most 64 KiB; the rest of a record is headers and key.
    private static final int MAX_RECORD_BYTES = 96 * 1024;

    /// Compaction must not eat a record that an audit consumer, away for a while, has not read yet.
    private static final Duration UNREAD_FOR = Duration.ofDays(30);

    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

    /// How the broker forgets.
    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact"),
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    /// A topic as the broker is to have it: name, partitions and configuration entries.
    public record Definition(String name, int partitions, Map<String, String> configuration) {
        public Definition {
            configuration = Map.copyOf(configuration);
        }
    }

    private final String topicName;
    private final int partitions;
    private final Cleanup cleanup;
    private final Duration retention;

    Topic(String topicName, int partitions, Cleanup cleanup, Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.retention = retention;
    }

    /// The name on the broker.
    public String topicName() {
        return topicName;
    }

    /// Where records go that could not be consumed.
    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public Definition definition() {
        var configuration = new LinkedHashMap<String, String>();
        configuration.put("cleanup.policy", cleanup.policy);
        configuration.put("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        if (cleanup != Cleanup.COMPACT) {
            configuration.put("retention.ms", Long.toString(retention.toMillis()));
        }
        if (this == APPS || this == DIRECTORY) {
            configuration.put("min.compaction.lag.ms", Long.toString(UNREAD_FOR.toMillis()));
        }
        if (this == TOKEN_USAGE) {
            configuration.put("message.timestamp.type", "LogAppendTime");
        }
        return new Definition(topicName, partitions, configuration);
    }

    private Definition deadLetterDefinition() {
        return new Definition(
                deadLetterName(),
                1,
                Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(DEAD_LETTERS_KEPT.toMillis())));
    }

    /// Every topic of the suite with its dead-letter twin.
    public static List<Definition> definitions() {
        var all = new ArrayList<Definition>();
        for (var topic : values()) {
            all.add(topic.definition());
            all.add(topic.deadLetterDefinition());
        }
        return List.copyOf(all);
    }
}
