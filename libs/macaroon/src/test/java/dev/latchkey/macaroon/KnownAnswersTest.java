package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascending;
import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static dev.latchkey.macaroon.KnownAnswers.hex;
import static dev.latchkey.macaroon.KnownAnswers.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownAnswersTest {

    private final Chain chain = new Chain();

    @Test
    void firstPartyCaveatsGiveTheSignaturesOfA() {
        // given
        Key key = KnownAnswers.rootKey(KnownAnswers.A_ROOT_KEY);

        // when
        Macaroon none = Macaroon.create(key, ascii(KnownAnswers.A_IDENTIFIER), KnownAnswers.BANK);
        Macaroon account = none.withFirstParty("account = 3735928559");
        Macaroon time = account.withFirstParty("time < 2042-01-01T00:00");
        Macaroon email = time.withFirstParty("email = alice@example.org");

        // then
        assertThat(List.of(none, account, time, email))
                .extracting(macaroon -> hex(macaroon.signature()))
                .containsExactly(
                        "e3d9e02908526c4c0039ae15114115d97fdd68bf2ba379b342aaf0f617d0552f",
                        "1efe4763f290dbce0c1d08477367e11f4eee456a64933cf662d79772dbb82128",
                        "ae7c2d1c8344bfb47bb261de63c1ad781d4a487621eb6ccbb8b63ec16d0d08df",
                        "b05bf10195d9a8e9b291b1b22f252bc9e96ea106540b2cee394f7665c9640a60");
        assertThat(email.toText()).isEqualTo(KnownAnswers.A).hasSize(206);
        assertThat(email.byteCount()).isEqualTo(154);
        assertThat(chain.matches(read(KnownAnswers.A), key)).isTrue();
    }

    @Test
    void thirdPartyCaveatGivesTheSignaturesOfB() {
        // given
        Key key = KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY);
        Macaroon start = Macaroon.create(key, ascii(KnownAnswers.B_IDENTIFIER), KnownAnswers.BANK);
        Macaroon account = start.withFirstParty("account = 3735928559");

        // when
        Macaroon whole = account.withThirdParty(
                "http://auth.mybank/",
                ascii(KnownAnswers.B_CAVEAT_KEY),
                ascii(KnownAnswers.B_CID),
                new byte[SecretBox.NONCE]);

        // then
        assertThat(hex(start.signature()))
                .isEqualTo("dd8b433968690376c1f59716491db815e8eb0069d299d4e34e3135da1dacd92d");
        assertThat(hex(account.signature()))
                .isEqualTo("1434e674ad84fdfdc9bc1aa00785325c8b6d57341fc7ce200ba4680c80786dda");
        assertThat(hex(whole.signature()))
                .isEqualTo("d27db2fd1f22760e4c3dae8137e2d8fc1df6c0741c18aed4b97256bf78d1f55c");
        assertThat(whole.byteCount()).isEqualTo(243);
        assertThat(whole.caveat(1)).isInstanceOfSatisfying(Caveat.ThirdParty.class, caveat -> {
            assertThat(hex(caveat.vid())).isEqualTo(KnownAnswers.B_VID);
            assertThat(caveat.cidText()).isEqualTo(KnownAnswers.B_CID);
            assertThat(caveat.location()).contains("http://auth.mybank/");
        });
        assertThat(chain.matches(whole, key)).isTrue();
    }

    @Test
    void dischargeOfBIsMadeFromTheCaveatKeyAndBound() {
        // given
        Macaroon root = b();
        Key caveatKey = KnownAnswers.rootKey(KnownAnswers.B_CAVEAT_KEY);
        Macaroon bare = Macaroon.create(caveatKey, ascii(KnownAnswers.B_CID));
        Macaroon discharge = bare.withFirstParty("time < 2015-01-01T00:00");

        // when
        Macaroon bound = discharge.bindTo(root);

        // then
        assertThat(hex(caveatKey.derivedBytes()))
                .isEqualTo("7b46b7aec0ea6cf4eaf4ed0b9855ab698837c6be0ba6883ec526f1c7b997afa8");
        assertThat(hex(bare.signature())).isEqualTo("bc33af62e3c27c3fa15acac3414978c0c1ce106c361e9f302919bb9ff8004c98");
        assertThat(hex(discharge.signature()))
                .isEqualTo("82a80681f9f32d419af12f6a71787a1bac3ab199df934ed950ddf20c25ac8c65");
        assertThat(hex(bound.signature()))
                .isEqualTo("2eb01d0dd2b4475330739140188648cf25dda0425ea9f661f1574ca0a9eac54e");
        assertThat(bound.caveatCount()).isEqualTo(1);
        assertThat(bound.identifierText()).isEqualTo(KnownAnswers.B_CID);
    }

    @Test
    void dischargeKeyIsDerivedOnce() {
        // given
        Macaroon root = b();
        byte[] tail = Chain.afterFirstParty(
                Chain.signature(KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY), root.identifier()),
                ascii("account = 3735928559"));
        var caveat = (Caveat.ThirdParty) root.caveat(1);
        Macaroon discharge = Macaroon.create(KnownAnswers.rootKey(KnownAnswers.B_CAVEAT_KEY), caveat.cid());

        // when
        byte[] found = SecretBox.open(tail, caveat.vid()).orElseThrow();

        // then
        assertThat(chain.matches(discharge, Key.ofDerived(found))).isTrue();
        assertThat(chain.matches(discharge, Key.derive(found))).isFalse();
        assertThat(chain.matches(x(), Key.derive(KnownAnswers.sessionKey()))).isTrue();
        assertThat(chain.matches(x(), Key.ofDerived(KnownAnswers.sessionKey()))).isFalse();
    }

    @Test
    void deployTokenGivesTheSignaturesOfC() {
        // given
        Key key = KnownAnswers.testKey();

        // when
        Macaroon none = Macaroon.create(key, ascii("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-"));
        Macaroon org = none.withFirstParty("org = acme");
        Macaroon access = org.withFirstParty("access = write");
        Macaroon resource = access.withFirstParty("resource = apps/web");
        Macaroon time = resource.withFirstParty("time-before 2027-01-01T00:00:00Z");

        // then
        assertThat(hex(key.derivedBytes()))
                .isEqualTo("7a48333781979c470801d9e308c78e75f4de306c63cb9435b16e84d60192417d");
        assertThat(List.of(none, org, access, resource, time))
                .extracting(macaroon -> hex(macaroon.signature()))
                .containsExactly(
                        "295a74de10d9c4a49e0f486fbc5f14c13b255a8b2b544705dbf663c48b0fabd9",
                        "d9f1c5e32590fff70c5c2165fc7a47460576c044de9d5c056b3576ce68cadf52",
                        "f265a6f4fd5619bfc42ab7961060380be1565a12855464e6334e70362ccc4135",
                        "3203ec704afb71deb35a4475fe1a48950ba3c056a3bee57bada8173e4c276725",
                        "883a4f1a884d74a6098e49e698e32ad534e4822378a1be0b96ff1f03b02d4fff");
        assertThat(time.toText()).isEqualTo(KnownAnswers.C);
        assertThat(time.byteCount()).isEqualTo(165);
        assertThat(chain.matches(read(KnownAnswers.C), key)).isTrue();
    }

    @Test
    void childOfCGivesItsSignature() {
        // when
        Macaroon child = read(KnownAnswers.C)
                .withFirstParty("ip in 203.0.113.0/24 2001:db8::/32")
                .withFirstParty("time-before 2026-10-02T00:00:00Z");

        // then
        assertThat(hex(child.signature()))
                .isEqualTo("86fa24e998d83ddc37f5dc8cc31e2bfed4ad31cae2952111a3c4a21eded5b643");
        assertThat(chain.matches(child, KnownAnswers.testKey())).isTrue();
    }

    @Test
    void sessionBoundTokenGivesTheBytesOfD() {
        // given
        Key key = KnownAnswers.testKey();
        Macaroon before = Macaroon.create(key, ascii("1p4.acme.1.01m3tc5h00mmzswp91nrj9a80a.ha0ygzksccf6"))
                .withFirstParty("org = acme")
                .withFirstParty("access = read")
                .withFirstParty("time-before 2027-01-01T00:00:00Z");

        // when
        Macaroon whole = before.withThirdParty(
                "latchkey/session", KnownAnswers.sessionKey(), ascii(KnownAnswers.D_TICKET), ascending(0, 24));

        // then
        assertThat(hex(before.signature()))
                .isEqualTo("53c950ec0d6feaba274fba39ee47bda1d2bb9604de28e6f859862e8764dbcdb8");
        assertThat(hex(Key.derive(KnownAnswers.sessionKey()).derivedBytes()))
                .isEqualTo("6895f49cdef0e23e867ce6fb6872dd0e30e745e94a7599d6dcb46af2e0729964");
        assertThat(whole.caveat(3))
                .isInstanceOfSatisfying(
                        Caveat.ThirdParty.class,
                        caveat -> assertThat(hex(caveat.vid()))
                                .endsWith("443fef33efad217b5471ff639c123adca08276b263978778e3a792860229dd22"
                                        + "e0a6041cacdcfd67fbdcabe5ccb68482"));
        assertThat(hex(whole.signature()))
                .isEqualTo("649ac44470c958728d316085a53b60ae26249a97a173f5fcf00556bb59b5a0c9");
        assertThat(whole.toText()).isEqualTo(KnownAnswers.D);
        assertThat(chain.matches(read(KnownAnswers.D), key)).isTrue();
    }

    @Test
    void boundDischargeGivesTheBytesOfX() {
        // given
        Macaroon root = read(KnownAnswers.D);
        Macaroon unbound = x();

        // when
        Macaroon bound = unbound.bindTo(root);

        // then
        assertThat(hex(unbound.signature())).isEqualTo(KnownAnswers.X_UNBOUND_SIGNATURE);
        assertThat(bound.toText()).isEqualTo(KnownAnswers.X);
    }

    @Test
    void dischargeBoundToAChildDiffers() {
        // given
        Macaroon child = read(KnownAnswers.D).withFirstParty("method in GET HEAD");

        // when
        Macaroon bound = x().bindTo(child);

        // then
        assertThat(hex(child.signature()))
                .isEqualTo("f984ac7bff9ab4e5bcfb25582f615873720246f0eb47b9238c2632eebc703add");
        assertThat(hex(bound.signature()))
                .isEqualTo("92b93bc0eecb566db314947dd2c9a1603645d63174c3f001c657f31d400fff60");
    }

    @Test
    void bodyThatEndsLikeASuffixIsOneMacaroon() {
        // when
        Macaroon e = read(KnownAnswers.E);

        // then
        assertThat(e.identifierText()).isEqualTo("1d1.acme.1.01m3tc5h00wws804w7zag84amz.-");
        assertThat(e.caveats())
                .singleElement()
                .isInstanceOfSatisfying(
                        Caveat.FirstParty.class,
                        caveat -> assertThat(caveat.predicateText()).isEqualTo("org = acme"));
        assertThat(chain.matches(e, KnownAnswers.testKey())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            this is the key, true
            this is not the key, false
            """)
    void publicVectorsMatchUnderTheirKeyAlone(String secret, boolean matches) {
        // given
        Key key = KnownAnswers.rootKey(secret);
        var vectors = List.of(
                read(KnownAnswers.KEYID), read(KnownAnswers.KEYID_ACCOUNT), read(KnownAnswers.KEYID_ACCOUNT_USER));

        // when
        var results = vectors.stream().map(vector -> chain.matches(vector, key)).toList();

        // then
        assertThat(results).containsOnly(matches);
    }

    @Test
    void publicVectorsHoldTheirCaveats() {
        // when
        Macaroon vector = read(KnownAnswers.KEYID_ACCOUNT_USER);

        // then
        assertThat(vector.location()).contains("http://example.org/");
        assertThat(vector.identifierText()).isEqualTo("keyid");
        assertThat(vector.caveats())
                .extracting(caveat -> ((Caveat.FirstParty) caveat).predicateText())
                .containsExactly("account = 3735928559", "user = alice");
    }

    @Test
    void olderFormatIsNotRead() {
        // when
        Reading reading = MacaroonReader.read(KnownAnswers.KEYID_V1);

        // then
        assertThat(reading).isEqualTo(new Reading.Malformed(Rule.VERSION, 1));
    }

    private static Macaroon b() {
        return Macaroon.create(
                        KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY),
                        ascii(KnownAnswers.B_IDENTIFIER),
                        KnownAnswers.BANK)
                .withFirstParty("account = 3735928559")
                .withThirdParty(
                        "http://auth.mybank/",
                        ascii(KnownAnswers.B_CAVEAT_KEY),
                        ascii(KnownAnswers.B_CID),
                        new byte[SecretBox.NONCE]);
    }

    private static Macaroon x() {
        return Macaroon.create(Key.derive(KnownAnswers.sessionKey()), ascii(KnownAnswers.D_TICKET))
                .withFirstParty("time-before 2026-10-01T08:10:00Z")
                .withFirstParty("session = ses_1nbw4r0mxfe81y");
    }
}
