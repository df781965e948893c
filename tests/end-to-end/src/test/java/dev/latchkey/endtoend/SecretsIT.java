package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.macaroon.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Whoever reads the databases, the broker, the logs or the disk below them holds no token and no key.
@WithStack
@Order(6)
class SecretsIT {
    /// Files that hold secrets on purpose, for their owner alone, and the programs, which nobody writes to.
    private static final Set<String> NOT_SEARCHED =
            Set.of("stack.json", "tokens.json", "bootstrap", "secrets", "identity", "programs");

    /// What every service logs at its start, and nobody writes elsewhere: found wherever logs are searched.
    private static final String LOGGED = "Installed features: [";

    private static final List<String> DATABASES = List.of("latchkey_token", "latchkey_audit", "latchkey_session");
    private static final Duration LONG = Duration.ofSeconds(10);

    /// Something that is no secret, and must be found by whatever looks for secrets.
    private final String witness = "witness-" + UUID.randomUUID();

    @Test
    void noTokenAndNoKeyIsStoredLoggedOrSent(Stack stack) throws Exception {
        // given
        var needles = new Needles();
        needles.add("witness", witness);
        needles.add("log", LOGGED);
        addTokens(needles, stack);
        addRootKeys(needles, stack);
        needles.add(
                "owner's password", stack.facts().path("owner").path("password").asText());

        // when
        var columns = columnsWith(needles, stack);
        var files = filesWith(needles, stack.data());
        var records = recordsWith(needles, stack);

        // then
        var witnessOnly = Set.of("witness");
        assertThat(columns).containsKeys("latchkey_token.token.name", "latchkey_audit.token.name");
        assertThat(columns.values()).allSatisfy(found -> assertThat(found).isEqualTo(witnessOnly));
        assertThat(files.keySet())
                .anyMatch(file -> file.startsWith("postgres/data/base/"))
                .anyMatch(file -> file.startsWith("postgres/data/pg_wal/"))
                .anyMatch(file -> file.startsWith("kafka/"));
        assertThat(files.entrySet())
                .filteredOn(file -> file.getKey().startsWith("logs/"))
                .allSatisfy(file -> assertThat(file.getValue()).isEqualTo(Set.of("log")))
                .extracting(Map.Entry::getKey)
                .contains("logs/token-service.log", "logs/audit-service.log");
        assertThat(files.entrySet())
                .filteredOn(file -> !file.getKey().startsWith("logs/"))
                .allSatisfy(file -> assertThat(file.getValue()).isEqualTo(witnessOnly));
        assertThat(records).containsKey("latchkey.tokens");
        assertThat(records.entrySet())
                .allSatisfy(topic -> assertThat(topic.getValue()).isEqualTo(witnessOnly));
    }

    /// Tokens that went every way through the stack, also where they do not belong.
    private void addTokens(Needles needles, Stack stack) {
        var api = stack.api();
        var token = api.mint(witness);
        var text = token.text();
        var broken = text.substring(0, text.length() - 12);
        api.verify(text, "read");
        api.verify(text, "write");
        api.verify(broken, "read");
        api.post("/v1/tokens/identify", "{\"token\":\"" + text + "\"}");
        api.post("/v1/tokens/identify", "{\"hint\":\"" + text + "\"}");
        api.post("/v1/verify", "{\"token\":\"" + text);
        api.send(text, "GET", "/v1/whoami", "");
        api.send(text, "POST", "/v1/tokens", "{}");
        api.send(broken, "GET", "/v1/tokens?org=acme", "");
        api.get("/v1/tokens/" + text);
        api.get("/v1/usage/tokens/" + text);
        api.get("/v1/tokens?org=acme&q=" + text);
        Awaitility.await()
                .atMost(LONG)
                .until(() -> api.get("/v1/usage/tokens/" + token.id())
                                .body()
                                .path("accepted_30d")
                                .asInt()
                        > 0);
        add(needles, "token", text);
        add(needles, "owner's token", stack.facts().path("owner_token").asText());
        add(needles, "verifier's token", stack.facts().path("verifier_token").asText());
    }

    private static void add(Needles needles, String name, String text) {
        if (!(TokenText.read(text) instanceof TokenReading.Whole(var token))) {
            throw new IllegalStateException("no whole token");
        }
        var body = token.macaroon().toText();
        needles.add(name + ": text", text);
        needles.add(name + ": body", body);
        // The signature is the last 32 of the bytes, so it fills the last 42 characters at any alignment.
        needles.add(name + ": signature in base64url", body.substring(body.length() - 42));
        addSecret(needles, name + ": signature", token.macaroon().signature());
    }

    private static void addSecret(Needles needles, String name, byte[] secret) {
        needles.add(name, secret);
        needles.add(name + " in hex", HexFormat.of().formatHex(secret));
        needles.add(name + " in base64", Base64.getEncoder().withoutPadding().encodeToString(secret));
        needles.add(
                name + " alone in base64url",
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    private static void addRootKeys(Needles needles, Stack stack) throws Exception {
        AeadConfig.register();
        var aead = TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(stack.data().resolve("secrets/kek.json")),
                        RegistryConfiguration.get(),
                        InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        var keys = 0;
        try (var connection = connect(stack, "latchkey_token");
                var query = connection.prepareStatement("select org, generation, wrapped from root_key");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getString(1) + "." + rows.getInt(2);
                var bound = ("latchkey/root-key/v1/" + id).getBytes(StandardCharsets.US_ASCII);
                var key = aead.decrypt(rows.getBytes(3), bound);
                addSecret(needles, "root key " + id, key);
                addSecret(needles, "derived key " + id, Key.derive(key).derivedBytes());
                keys++;
            }
        }
        assertThat(keys).isPositive();
    }

    private static Connection connect(Stack stack, String database) throws SQLException {
        var facts = stack.facts();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + facts.path("postgres").asText() + "/" + database,
                facts.path("postgres_user").asText(),
                facts.path("postgres_password").asText());
    }

    /// What is found in which column, where anything is.
    private static Map<String, Set<String>> columnsWith(Needles needles, Stack stack) throws SQLException {
        var found = new TreeMap<String, Set<String>>();
        for (var database : DATABASES) {
            try (var connection = connect(stack, database);
                    var statement = connection.createStatement()) {
                for (var table : tables(connection)) {
                    try (var rows = statement.executeQuery("select * from \"" + table + "\"")) {
                        searchRows(rows, database + "." + table, needles, found);
                    }
                }
                // The data files then hold what the log holds.
                statement.execute("checkpoint");
            }
        }
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static void searchRows(ResultSet rows, String table, Needles needles, Map<String, Set<String>> found)
            throws SQLException {
        var columns = rows.getMetaData();
        while (rows.next()) {
            for (var i = 1; i <= columns.getColumnCount(); i++) {
                var isBinary = columns.getColumnType(i) == Types.BINARY;
                var bytes = isBinary ? rows.getBytes(i) : ascii(rows.getString(i));
                if (bytes != null) {
                    keep(found, table + "." + columns.getColumnName(i), needles.in(bytes));
                }
            }
        }
    }

    private static byte @Nullable [] ascii(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void keep(Map<String, Set<String>> found, String place, Set<String> names) {
        if (!names.isEmpty()) {
            found.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(names);
        }
    }

    /// What is found in which file, where anything is.
    private static Map<String, Set<String>> filesWith(Needles needles, Path data) throws IOException {
        var found = new TreeMap<String, Set<String>>();
        try (var tree = Files.walk(data)) {
            for (var file : tree.filter(Files::isRegularFile).toList()) {
                var name = data.relativize(file);
                if (!NOT_SEARCHED.contains(name.getName(0).toString())) {
                    searchFile(file, name.toString(), needles, found);
                }
            }
        }
        return found;
    }

    private static void searchFile(Path file, String name, Needles needles, Map<String, Set<String>> found)
            throws IOException {
        try {
            keep(found, name, needles.in(Files.readAllBytes(file)));
        } catch (NoSuchFileException goneMeanwhile) {
            // The servers are running and tidy up behind themselves.
        }
    }

    /// What is found in the records of which topic, where anything is.
    private static Map<String, Set<String>> recordsWith(Needles needles, Stack stack) {
        var found = new TreeMap<String, Set<String>>();
        for (var entry : Records.all(stack)) {
            if (entry.value() != null) {
                keep(found, entry.topic(), needles.in(entry.value()));
            }
            for (var header : entry.headers()) {
                if (header.value() != null) {
                    keep(found, entry.topic(), needles.in(header.value()));
                }
            }
        }
        return found;
    }
}
