package dev.latchkey.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.PrivateFile;
import dev.latchkey.events.ServiceName;
import dev.latchkey.local.seed.FirstTokens;
import dev.latchkey.local.seed.Founding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The facts for scripts, one to a line, there exactly while the stack is up.
final class StackFile {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private StackFile() {}

    static void write(Path file, Facts facts) throws IOException {
        var json = JSON.createObjectNode();
        json.put("url", facts.url());
        json.put("org", facts.founding().org());
        json.putObject("owner")
                .put("person", facts.founding().person())
                .put("email", facts.founding().email())
                .put("password", facts.founding().password());
        json.put("owner_token", facts.tokens().owner());
        json.put("verifier_token", facts.tokens().verifier());
        var services = json.putObject("services");
        var management = json.putObject("management");
        var verifiers = json.putArray("verifiers");
        for (var service : facts.services()) {
            if (service.isFirst()) {
                services.put(service.account(), service.url().toString());
            }
            if (service.name() == ServiceName.TOKEN) {
                verifiers.add(service.url().toString());
            }
            management.put(service.label(), service.managementUrl().toString());
        }
        json.put("postgres", facts.servers().postgresAddress());
        json.put("postgres_user", EmbeddedPostgres.USER);
        json.put("postgres_password", facts.servers().postgres().password());
        json.put("kafka", facts.servers().kafka());
        PrivateFile.write(file, JSON.writeValueAsString(json) + "\n");
    }

    static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /// @param url the gateway
    record Facts(String url, Founding founding, FirstTokens tokens, List<ServiceAddress> services, Servers servers) {}
}
