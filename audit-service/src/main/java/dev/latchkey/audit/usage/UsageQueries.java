package dev.latchkey.audit.usage;

/// The statements that read usage. In those for records `$1` is now and `$2` today.
final class UsageQueries {
    private static final String COLUMNS = """
            coalesce(t.kind, u.kind) as kind, t.name, t.hint, t.person_id, t.access, t.resources,
            t.created_at, t.expires_at, t.revoked_at, t.suspended_at, t.rotated_at, t.ends_at,
            u.first_seen_at, u.accepted_at, u.accepted_ip, u.accepted_user_agent, u.accepted_access,
            u.accepted_resource, u.accepted_child, u.refused_at, u.refused_reason, u.refused_ip, u.refused_user_agent""";

    /// The sums are looked up for the rows of a page only. Without any position nothing has been tracked yet.
    private static final String RECORDS = """
            select page.*, days.accepted_30d, days.refused_30d, kept.sources, tracking.complete_since
              from (%s) page
              left join lateral (
                   select coalesce(sum(accepted), 0)::bigint as accepted_30d,
                          coalesce(sum(refused), 0)::bigint as refused_30d
                     from use_day where token_id = page.token_id and day > $2::date - 30) days on true
              left join lateral (
                   select (select count(*) from use_source where token_id = page.token_id)::int
                        + (select count(*) from use_source_others where token_id = page.token_id)::int as sources
                   ) kept on true
             cross join (
                   select coalesce(max(complete_since), $1::timestamptz) as complete_since
                     from intake_position where topic = 'latchkey.token-usage') tracking""";

    /// A use may arrive before the token's birth: either makes the record.
    static final String ONE = RECORDS.formatted("""
            select wanted.token_id, coalesce(t.org, u.org) as org, %s
              from (values ($3::text)) wanted (token_id)
              left join token t on t.token_id = wanted.token_id
              left join token_use u on u.token_id = wanted.token_id
             where coalesce(t.org, u.org) = $4
               and (t.created_at is not null or u.token_id is not null)""".formatted(COLUMNS));

    /// In the order of birth, which never changes: a token that is used while somebody pages is not shown twice, and
    /// none is skipped.
    static final String PAGE = RECORDS.formatted("""
            select t.token_id, t.org, %s
              from token t
              left join token_use u on u.token_id = t.token_id
             where t.org = $3 and t.created_at is not null
               and (t.created_at, t.token_id) > ($4::timestamptz, $5::text)
               and ($6::timestamptz is null or coalesce(u.seen_at, t.created_at) <= $6)
               and ($7::boolean is null or (u.token_id is null) = $7)
               and ($8::text is null or $8 = case when t.revoked_at is not null then 'revoked'
                                                  when t.suspended_at is not null then 'suspended'
                                                  when t.expires_at <= $1::timestamptz
                                                    or t.ends_at <= $1::timestamptz then 'expired'
                                                  when t.rotated_at is not null then 'rotated'
                                                  else 'active' end)
             order by t.created_at, t.token_id
             limit $9""".formatted(COLUMNS)) + " order by page.created_at, page.token_id";

    static final String SOURCES = """
            select ip, user_agent, first_at, last_at, accepted, refused from use_source
             where token_id = $1 order by last_at desc, ip, user_agent""";

    static final String OTHERS =
            "select first_at, last_at, accepted, refused from use_source_others where token_id = $1";

    static final String LAST_USES = """
            select token_id, accepted_at, accepted_ip, accepted_user_agent from token_use
             where org = $1 and token_id = any($2) and accepted_at is not null""";

    private UsageQueries() {}
}
