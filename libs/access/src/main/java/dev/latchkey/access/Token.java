package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.macaroon.Caveat.FirstParty;
import dev.latchkey.macaroon.Caveat.ThirdParty;
import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Limits;
import dev.latchkey.macaroon.Macaroon;
import java.util.ArrayList;
import java.util.List;

/// A complete token, read or minted; whether its signature is right only a [Verifier] says.
///
/// The whole of it is a credential: [#toString] shows the display form, and [#text] gives the secret away on
/// purpose. Key caches, limits and logs by the token id and, where copies matter, by the fingerprint, never by
/// the text: one token has several texts.
public final class Token {
    static final String BULLETS = "••••";
    private static final int MOST_ISSUED = 9;
    /// What fits into a text between prefix and suffix.
    private static final int MAX_BYTES = (Limits.MAX_TEXT - "lkd_".length() - "_2wn98f".length()) * 3 / 4;

    private final Macaroon macaroon;
    private final Identifier identifier;
    private final Hint hint;
    private final List<String> texts;

    Token(Macaroon macaroon, Identifier identifier) {
        this.macaroon = macaroon;
        this.identifier = identifier;
        this.hint = Hint.of(macaroon.identifier());
        this.texts = texts(macaroon);
    }

    /// A new token; its identifier says how many caveats it was issued with.
    ///
    /// @param key the chain key of the root key that `identity` names
    /// @param caveats 1 to 9; the first names the org of the key and no other names an org. By convention
    ///     `access` follows, and `time-before` comes last
    public static Token mint(Key key, Identity identity, List<Caveat> caveats) {
        if (caveats.isEmpty() || caveats.size() > MOST_ISSUED || !orgFirstAndOnce(identity, caveats)) {
            throw new IllegalArgumentException("a token is issued with 1 to 9 caveats, its org first and once");
        }
        Identifier identifier = Identifier.of(identity, caveats.size());
        Macaroon macaroon = Macaroon.create(key, identifier.text().getBytes(US_ASCII));
        return new Token(appended(macaroon, caveats), identifier);
    }

    /// A new token that holds only while somebody is logged in.
    ///
    /// @param caveats 1 to 8; see the other `mint`
    /// @param login the condition, which counts as a further caveat and comes last
    public static Token mint(Key key, Identity identity, List<Caveat> caveats, LiveLogin login) {
        if (caveats.isEmpty() || caveats.size() >= MOST_ISSUED || !orgFirstAndOnce(identity, caveats)) {
            throw new IllegalArgumentException(
                    "a token is issued with 1 to 8 caveats and a login, its org first and once");
        }
        Identifier identifier = Identifier.of(identity, caveats.size() + 1);
        Macaroon macaroon = Macaroon.create(key, identifier.text().getBytes(US_ASCII));
        return new Token(fitting(login.addedTo(appended(macaroon, caveats))), identifier);
    }

    private static boolean orgFirstAndOnce(Identity identity, List<Caveat> caveats) {
        long orgs = caveats.stream().filter(Caveat.Org.class::isInstance).count();
        return orgs == 1
                && caveats.getFirst().equals(new Caveat.Org(identity.keyId().org()));
    }

    /// A copy that can do less: needs no key and no connection, and keeps identity and hint.
    ///
    /// @throws IllegalArgumentException if the copy would have more than 32 caveats or 4,096 characters, or a
    ///     caveat more than 255
    public Token narrow(Caveat... caveats) {
        return new Token(appended(macaroon, List.of(caveats)), identifier);
    }

    /// A copy that holds only while somebody is logged in, whom session-service must vouch for with a discharge.
    ///
    /// @throws IllegalArgumentException if the copy would have more than 32 caveats or 4,096 characters
    public Token narrow(LiveLogin login) {
        return new Token(fitting(login.addedTo(macaroon)), identifier);
    }

    private static Macaroon appended(Macaroon macaroon, List<Caveat> caveats) {
        Macaroon narrower = macaroon;
        for (Caveat caveat : caveats) {
            narrower = narrower.withFirstParty(caveat.text());
        }
        return fitting(narrower);
    }

    private static Macaroon fitting(Macaroon macaroon) {
        if (macaroon.byteCount() > MAX_BYTES) {
            throw new IllegalArgumentException("the text would have more than " + Limits.MAX_TEXT + " characters");
        }
        return macaroon;
    }

    private static List<String> texts(Macaroon macaroon) {
        int count = macaroon.caveatCount();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(
                    switch (macaroon.caveat(i)) {
                        case FirstParty first -> first.predicateText();
                        case ThirdParty third -> third.cidText();
                    });
        }
        return texts;
    }

    /// Who the token says lives in it.
    public Identifier identifier() {
        return identifier;
    }

    /// The six characters people see, the same for every copy.
    public Hint hint() {
        return hint;
    }

    /// The one canonical text, with prefix and hint: the credential itself.
    public String text() {
        return identifier.kind().prefix() + macaroon.toText() + '_' + hint.value();
    }

    /// The chain as it was presented.
    public Macaroon macaroon() {
        return macaroon;
    }

    /// The first-party caveats in the order they were added, understood or not.
    public List<String> predicates() {
        return texts(false);
    }

    /// What the third-party caveats want discharged: their caveat ids, in order.
    public List<String> tickets() {
        return texts(true);
    }

    private List<String> texts(boolean thirdParty) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (isThirdParty(i) == thirdParty) {
                chosen.add(texts.get(i));
            }
        }
        return List.copyOf(chosen);
    }

    /// Whether somebody else has to vouch.
    public boolean hasThirdParty() {
        return macaroon.hasThirdParty();
    }

    /// How many of the caveats it was issued with are first-party.
    int predicatesIssued() {
        int predicates = 0;
        for (int i = 0; i < Math.min(identifier.issued(), texts.size()); i++) {
            predicates += isThirdParty(i) ? 0 : 1;
        }
        return predicates;
    }

    /// What the maker of a discharge needs to bind it to this token; gives nothing of the token away.
    public BindHalf bindHalf() {
        return BindHalf.of(macaroon.bindHalf());
    }

    boolean isThirdParty(int index) {
        return macaroon.caveat(index) instanceof ThirdParty;
    }

    /// The predicate or caveat id of every caveat, in order.
    List<String> texts() {
        return texts;
    }

    /// Which narrowed copy this is.
    public Fingerprint fingerprint() {
        return Fingerprint.of(macaroon, texts, identifier.issued());
    }

    /// The fingerprints of this copy and of every copy it was narrowed from, the nearest to the issued token first.
    public List<Fingerprint> lineage() {
        List<Fingerprint> lineage = new ArrayList<>();
        for (int size = identifier.issued() + 1; size <= texts.size(); size++) {
            lineage.add(Fingerprint.of(macaroon, texts.subList(0, size), identifier.issued()));
        }
        return List.copyOf(lineage);
    }

    /// The fingerprint with every address, session and caveat id left out: equal for children that differ in these
    /// only.
    public Fingerprint shape() {
        return Fingerprint.shapeOf(macaroon, texts, identifier.issued());
    }

    /// Whether it carries exactly the caveats it was issued with.
    public boolean asIssued() {
        return texts.size() == identifier.issued();
    }

    /// The form for pages and logs, `lkd_••••2wn98f`.
    public String display() {
        return identifier.kind().prefix() + BULLETS + hint.value();
    }

    @Override
    public String toString() {
        return display();
    }
}
