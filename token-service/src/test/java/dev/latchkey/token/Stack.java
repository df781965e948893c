package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import dev.latchkey.infrastructure.ServiceTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/// An org of its own for a test, with people in it: what session-service would have published, and calls in
/// their name.
public final class Stack {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Random RANDOM = new Random();
    private static final Act ACT =
            new Act(new Actor(ActorKind.SERVICE, "session-service", null, null, null), Origin.NONE, Instant.EPOCH);

    private final String org = "org-" + word(8);
    private final Map<String, String> memberships = new HashMap<>();

    private Stack() {}

    /// A new org that token-service has heard of and has a key for.
    public static Stack create() {
        var stack = new Stack();
        publish(new OrgChanged(stack.org, "A test's org", null, 1, ACT));
        return stack;
    }

    /// The org decides something about its tokens; token-service hears of it some time later.
    ///
    /// @param version at least 2, higher at each call
    public void decide(OrgPolicy policy, long version) {
        publish(new OrgChanged(org, "A test's org", policy, version, ACT));
    }

    public String org() {
        return org;
    }

    /// A new person with this role in the org, known to token-service; answers the person's id.
    public String person(Role role) {
        var person = "per_" + word(12);
        publish(new PersonChanged(person, "Ada", PersonChanged.State.ACTIVE, 1, ACT));
        memberships.put(person, "mem_" + word(12));
        publish(membership(person, role, false, 1));
        return person;
    }

    /// Gives a person another role in the org; token-service hears of it some time later.
    public void giveRole(String person, Role role) {
        giveRole(person, role, 2);
    }

    public void giveRole(String person, Role role, long version) {
        publish(membership(person, role, false, version));
    }

    /// Ends a person's membership.
    public void end(String person, Role role, long version) {
        publish(membership(person, role, true, version));
    }

    /// Makes a person able to act, or not.
    public void person(String person, PersonChanged.State state, long version) {
        publish(new PersonChanged(person, "Ada", state, version, ACT));
    }

    /// Ends a person's membership; token-service hears of it some time later.
    public void leave(String person) {
        end(person, Role.MEMBER, 8);
    }

    /// Makes a person who has left a member again.
    public void comeBack(String person, Role role) {
        giveRole(person, role, 9);
    }

    private MembershipChanged membership(String person, Role role, boolean ended, long version) {
        return new MembershipChanged(memberships.getOrDefault(person, ""), org, person, role, ended, version, ACT);
    }

    /// A write token of a new owner of the org.
    public String owner() {
        return tokenOf(person(Role.OWNER), "write");
    }

    /// A token that session-service minted for this person, who has been heard of by then.
    public String tokenOf(String person, String access) {
        return internalMint(person, access, null);
    }

    /// A token that may ask for verdicts.
    public String verifier() {
        return internalMint(person(Role.OWNER), "read", "latchkey/verify");
    }

    private String internalMint(String person, String access, String resource) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().header("Authorization", serviceJwt())
                                .contentType(ContentType.JSON)
                                .body(with(
                                        "org",
                                        org,
                                        "person",
                                        person,
                                        "name",
                                        "seed",
                                        "access",
                                        access,
                                        "resource",
                                        resource))
                                .post("/internal/v1/tokens"),
                        answer -> answer.statusCode() == 201)
                .path("token");
    }

    /// An access token of an app that acts for itself.
    public String appToken(String app, String access) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().header(
                                        "Authorization",
                                        "Bearer " + ServiceTokens.issue(ServiceName.OAUTH, ServiceName.TOKEN))
                                .contentType(ContentType.JSON)
                                .body(with("org", org, "kind", "oauth", "app", app, "access", access))
                                .post("/internal/v1/tokens"),
                        answer -> answer.statusCode() == 201)
                .path("token");
    }

    /// A token of a new login of this person, who has to be known to token-service by then or soon.
    public Minted login(String person, String access) {
        var answer = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().header("Authorization", serviceJwt())
                                .contentType(ContentType.JSON)
                                .body(with(
                                        "org",
                                        org,
                                        "kind",
                                        "session",
                                        "person",
                                        person,
                                        "session",
                                        SessionId.of(Instant.now().minusSeconds(60), RANDOM)
                                                .publicId(),
                                        "access",
                                        access))
                                .post("/internal/v1/tokens"),
                        minted -> minted.statusCode() == 201);
        return new Minted(answer.path("id"), answer.path("token"), answer.path("hint"));
    }

    public static String serviceJwt() {
        return "Bearer " + ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN);
    }

    /// Mints through a token; absent members are left out.
    public Response mint(String token, Object... members) {
        var body = with(members);
        body.putIfAbsent("org", org);
        return post(token, "/v1/tokens", body);
    }

    /// A token with what its holder and the list know of it.
    public record Minted(String id, String text, String hint) {
        /// Never the token.
        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    /// Mints through a token what must be allowed: a personal read token, unless told otherwise.
    public Minted minted(String token, Object... members) {
        var body = with(members);
        body.putIfAbsent("org", org);
        body.putIfAbsent("name", "ci");
        body.putIfAbsent("access", "read");
        var answer = post(token, "/v1/tokens", body).then().statusCode(201).extract();
        return new Minted(answer.path("id"), answer.path("token"), answer.path("hint"));
    }

    /// Asks for a verdict on a token.
    public Response verify(String verifier, String token, Object... request) {
        var asked = with(request);
        asked.putIfAbsent("org", org);
        asked.putIfAbsent("access", "read");
        return post(verifier, "/v1/verify", with("token", token, "request", asked));
    }

    public static Response post(String token, String path, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token)
                .header("User-Agent", "test/1.0")
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    public static Response get(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }

    /// A map of these names and values, without the null ones.
    public static Map<String, Object> with(Object... members) {
        var map = new HashMap<String, Object>();
        for (var i = 0; i < members.length; i += 2) {
            if (members[i + 1] != null) {
                map.put((String) members[i], members[i + 1]);
            }
        }
        return map;
    }

    public static void publish(Event event) {
        var envelope = new Envelope(
                UUID.randomUUID().toString(),
                "/session-service/test",
                event.type().typeName(),
                event.key(),
                Instant.now(),
                null,
                null);
        var sent = new ProducerRecord<>(
                event.type().topic().topicName(),
                event.key(),
                EventJson.write(event).getBytes(UTF_8));
        envelope.headers().forEach(sent.headers()::add);
        send(sent);
    }

    public static void send(ProducerRecord<String, byte[]> sent) {
        Map<String, Object> broker =
                Map.of("bootstrap.servers", RunningInfrastructure.get().kafka());
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(sent).get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static String word(int length) {
        var word = new StringBuilder();
        for (var i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
