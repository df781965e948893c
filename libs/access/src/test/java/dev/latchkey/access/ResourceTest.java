package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    @ParameterizedTest
    @CsvSource({
        "apps/web,apps/web,true",
        "apps/web,apps/web/x,true",
        "apps/web,apps/web/x/y,true",
        "apps/web,apps/website,false",
        "apps/web,apps/web-2,false",
        "apps/web,apps/Web,false",
        "apps/web,apps,false",
        "apps/web,db/apps/web,false"
    })
    void aPathCoversItselfAndWhatLiesBelow(String root, String path, boolean covered) {
        assertThat(new Resource(root).covers(new Resource(path))).isEqualTo(covered);
    }

    @Test
    void pathsHaveTheirLimits() {
        // given
        String longest = String.join("/", "a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(5));
        String deepest = String.join(
                "/", IntStream.range(0, 16).mapToObj(Integer::toString).toList());

        // then
        assertThat(longest).hasSize(200);
        assertThat(Resource.parse(longest)).isPresent();
        assertThat(Resource.parse(longest + "d")).isEmpty();
        assertThat(Resource.parse("a".repeat(64))).isPresent();
        assertThat(Resource.parse("a".repeat(65))).isEmpty();
        assertThat(Resource.parse(deepest)).isPresent();
        assertThat(Resource.parse(deepest + "/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", "a/...", "~", "a:b@c-d_e"})
    void dotsAreOnlyRefusedAsWholeSegments(String path) {
        assertThat(Resource.parse(path)).contains(new Resource(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "a/", "/a", "a//b", ".", "..", "a/..", "./a", "a%2Fb", "a b", "a*", "a#", "\u00e4"})
    void anythingElseIsNoResource(String path) {
        assertThat(Resource.parse(path)).isEmpty();
        assertThatThrownBy(() -> new Resource(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intersectingKeepsTheDeeperOfEachPair() {
        // given
        Reach reach = new Reach.Everything();

        // when
        Reach narrowed =
                reach.narrowedTo(paths("apps", "db/main", "web")).narrowedTo(paths("apps/web", "apps/api", "db"));

        // then
        assertThat(narrowed).isEqualTo(new Reach.Under(paths("apps/api", "apps/web", "db/main")));
    }

    @Test
    void theWalkAlongBothListsFindsWhatComparingEveryPairFinds() {
        RandomCases.check(20_000, random -> {
            // given
            List<Resource> ours = random.ints(random.nextInt(6), 0, 30)
                    .mapToObj(ResourceTest::path)
                    .toList();
            List<Resource> theirs = random.ints(random.nextInt(6), 0, 30)
                    .mapToObj(ResourceTest::path)
                    .toList();
            Resource asked = path(random.nextInt(30));

            // when
            Reach both = new Reach.Under(ours).narrowedTo(theirs);

            // then
            assertThat(both.covers(asked))
                    .isEqualTo(ours.stream().anyMatch(root -> root.covers(asked))
                            && theirs.stream().anyMatch(root -> root.covers(asked)));
            assertThat(both.within(new Reach.Under(ours))).isTrue();
            assertThat(both.within(new Reach.Under(theirs))).isTrue();
        });
    }

    /// Thirty paths in which `a-` and `a.` sort around `a/` when compared as plain text.
    private static Resource path(int number) {
        List<String> names = List.of("a", "a-", "a.", "a0", "b");
        String path = names.get(number % 5);
        for (int rest = number / 5; rest > 0; rest /= 3) {
            path += "/" + names.get(rest % 3);
        }
        return new Resource(path);
    }

    private static List<Resource> paths(String... paths) {
        return List.of(paths).stream().map(Resource::new).toList();
    }
}
