package dev.latchkey.audit.usage;

/// The statements that write usage. Each takes arrays, one element per row.
final class UsageSql {
    /// Time only moves forward, and takes its source along: a column of a clock is replaced when the clock is.
    static final String TOKENS = """
            insert into token_use as held (
                   token_id, org, kind, person_id, app_id, session_id, first_seen_at, first_accepted_at,
                   accepted_at, accepted_ip, accepted_user_agent, accepted_access, accepted_resource, accepted_child,
                   refused_at, refused_reason, refused_ip, refused_user_agent, clock_suspect)
            select * from unnest(
                   $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                   $7::timestamptz[], $8::timestamptz[],
                   $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                   $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::boolean[]) as next (token_id)
             order by token_id collate "C"
            on conflict (token_id) do update set
                   first_seen_at = least(held.first_seen_at, excluded.first_seen_at),
                   first_accepted_at = least(held.first_accepted_at, excluded.first_accepted_at),
                   %s,
                   clock_suspect = held.clock_suspect or excluded.clock_suspect""".formatted(String.join(
            ",\n",
            forward("accepted_at", "accepted_at"),
            forward("accepted_at", "accepted_ip"),
            forward("accepted_at", "accepted_user_agent"),
            forward("accepted_at", "accepted_access"),
            forward("accepted_at", "accepted_resource"),
            forward("accepted_at", "accepted_child"),
            forward("refused_at", "refused_at"),
            forward("refused_at", "refused_reason"),
            forward("refused_at", "refused_ip"),
            forward("refused_at", "refused_user_agent")));

    /// Answers the tokens that got a new row: an updated one carries the lock it was updated under in `xmax`.
    static final String SOURCES = """
            with written as (
                insert into use_source as held (token_id, ip, user_agent, first_at, last_at, accepted, refused)
                select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                                     $6::bigint[], $7::bigint[]) as next (token_id, ip, user_agent)
                 order by token_id collate "C", ip collate "C", user_agent collate "C"
                on conflict (token_id, ip, user_agent) do update set
                       first_at = least(held.first_at, excluded.first_at),
                       last_at = greatest(held.last_at, excluded.last_at),
                       accepted = held.accepted + excluded.accepted,
                       refused = held.refused + excluded.refused
                returning token_id, xmax
            )
            select distinct token_id from written where xmax = 0""";

    /// Keeps the sources last seen, and the counts of all.
    static final String CAP_SOURCES = """
            with ranked as (
                select token_id, ip, user_agent, row_number() over (
                           partition by token_id order by last_at desc, ip, user_agent) as place
                  from use_source where token_id = any($1)
            ), gone as (
                delete from use_source using ranked
                 where ranked.place > $2
                   and use_source.token_id = ranked.token_id
                   and use_source.ip = ranked.ip
                   and use_source.user_agent = ranked.user_agent
                returning use_source.*
            )
            insert into use_source_others as held (token_id, first_at, last_at, accepted, refused)
            select token_id, min(first_at), max(last_at), sum(accepted), sum(refused) from gone
             group by token_id order by token_id
            on conflict (token_id) do update set
                   first_at = least(held.first_at, excluded.first_at),
                   last_at = greatest(held.last_at, excluded.last_at),
                   accepted = held.accepted + excluded.accepted,
                   refused = held.refused + excluded.refused""";

    static final String DAYS = """
            insert into use_day as held (token_id, day, accepted, refused)
            select * from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[]) as next (token_id, day)
             order by token_id collate "C", day
            on conflict (token_id, day) do update set
                   accepted = held.accepted + excluded.accepted,
                   refused = held.refused + excluded.refused""";

    /// Notes the parts that came, and answers those that had come before.
    static final String FLUSHES = """
            with sent as (
                select * from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::int[], $6::int[],
                                     $7::timestamptz[])
                         as sent (verifier, boot, flush, partition, part, parts, heard_at)
            ), noted as (
                insert into use_flush as held (verifier, boot, flush, partition, parts, seen, heard_at)
                select verifier, boot, flush, partition, max(parts), range_agg(int4range(part, part, '[]')),
                       min(heard_at)
                  from sent group by verifier, boot, flush, partition
                 order by verifier collate "C", boot collate "C", flush, partition
                on conflict (verifier, boot, flush, partition) do update set
                       parts = greatest(held.parts, excluded.parts),
                       seen = held.seen + excluded.seen,
                       heard_at = least(held.heard_at, excluded.heard_at)
                returning verifier, boot, flush, partition, old.seen as before
            )
            select sent.verifier, sent.boot, sent.flush, sent.partition, sent.part, sent.parts
              from sent join noted using (verifier, boot, flush, partition)
             where noted.before @> sent.part""";

    private UsageSql() {}

    private static String forward(String clock, String column) {
        return "%2$s = case when coalesce(excluded.%1$s > held.%1$s, held.%1$s is null) then excluded.%2$s else held.%2$s end"
                .formatted(clock, column);
    }
}
