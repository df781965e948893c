package dev.latchkey.macaroon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final URL LOCATION =
            Macaroon.class.getProtectionDomain().getCodeSource().getLocation();
    private static final JavaClasses CLASSES = new ClassFileImporter().importUrl(LOCATION);
    private static final DescribedPredicate<JavaClass> BOUNCY_CASTLE = resideInAPackage("org.bouncycastle..");

    @Test
    void oneClassAloneTouchesBouncyCastle() {
        noClasses()
                .that(DescribedPredicate.not(type(SecretBox.class)))
                .should()
                .dependOnClassesThat(BOUNCY_CASTLE)
                .check(CLASSES);
        classes().that(type(SecretBox.class)).should().bePackagePrivate().check(CLASSES);
    }

    @Test
    void everythingElseIsTheJdk() {
        classes()
                .that(DescribedPredicate.not(type(SecretBox.class)))
                .should()
                .onlyDependOnClassesThat(resideInAPackage("java..")
                        .or(resideInAPackage("dev.latchkey.macaroon"))
                        .or(resideInAPackage("org.jspecify.annotations")))
                .check(CLASSES);
    }

    @Test
    void nothingIsKeptPerThread() {
        assertThat(CLASSES).hasSizeGreaterThan(15);
        noFields().should().haveRawType(ThreadLocal.class).check(CLASSES);
    }

    /// The same classes in a loader that sees the JDK and nothing else.
    @Test
    void narrowingRunsOnTheJdkAlone() throws ReflectiveOperationException, IOException {
        // given
        try (var jdkOnly = new URLClassLoader(new URL[] {LOCATION}, ClassLoader.getPlatformClassLoader())) {
            Class<?> reader = jdkOnly.loadClass("dev.latchkey.macaroon.MacaroonReader");
            Class<?> macaroon = jdkOnly.loadClass("dev.latchkey.macaroon.Macaroon");

            // when
            Object whole = reader.getMethod("read", String.class).invoke(null, KnownAnswers.D);
            Object read = whole.getClass().getMethod("macaroon").invoke(whole);
            Object child = macaroon.getMethod("withFirstParty", String.class).invoke(read, "method in GET HEAD");

            // then
            assertThat(KnownAnswers.hex((byte[]) macaroon.getMethod("signature").invoke(child)))
                    .isEqualTo("f984ac7bff9ab4e5bcfb25582f615873720246f0eb47b9238c2632eebc703add");
            assertThat(List.of(matches(jdkOnly, child), matches(jdkOnly, read))).containsOnly(true);
        }
    }

    private static Object matches(ClassLoader loader, Object macaroon) throws ReflectiveOperationException {
        Class<?> keyType = loader.loadClass("dev.latchkey.macaroon.Key");
        Class<?> chainType = loader.loadClass("dev.latchkey.macaroon.Chain");
        Object key = keyType.getMethod("derive", byte[].class).invoke(null, (Object) KnownAnswers.ascending(0, 32));
        return chainType
                .getMethod("matches", macaroon.getClass(), keyType)
                .invoke(chainType.getConstructor().newInstance(), macaroon, key);
    }
}
