package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FlushPruningTest {
    @Inject
    Database database;

    @Inject
    FlushPruning pruning;

    @Test
    void flushesThatCannotComeAgainAreForgottenAndNoOthers() {
        // given: more than one statement takes
        database.change("""
                insert into use_flush
                select 'pruned', 'boot', n, 0, 1, '{[1,2)}', now() - interval '15 days 1 minute'
                  from generate_series(1, 20500) n""");
        database.change("""
                insert into use_flush
                values ('pruned', 'kept', 1, 0, 1, '{[1,2)}', now() - interval '14 days 23 hours')""");

        // when
        pruning.prune().await().atMost(Duration.ofSeconds(30));

        // then
        assertThat(database.text("select string_agg(boot, ',') from use_flush where verifier = 'pruned'"))
                .isEqualTo("kept");
    }
}
