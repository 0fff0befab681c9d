import { sql } from "kysely";
import type { Fragment } from "../statement/compile.ts";

/** Days that the report goes back. */
export const reportDays = 90;

const since = sql`now() - make_interval(days => ${sql.lit(reportDays)})`;

/** How often each value of `of` is there for a person, as JSON; `from` has `issuer` and `subject`. */
function tally(of: Fragment, from: Fragment): Fragment {
  return sql`(
    select t.issuer, t.subject, json_agg(json_build_object('of', t.of, 'count', t.count) order by t.count desc, t.of) as tallies
    from (select c.issuer, c.subject, ${of} as of, count(*) as count from ${from} group by 1, 2, 3) as t
    group by t.issuer, t.subject)`;
}

/** A person's columns as `readPerson` expects them. Every sign-in is followed through the sessions that it went on as. */
export function selectSignIns(limit: number): Fragment {
  return sql`
    with recursive part as (
      select s.id as sign_in, s.at as signed_in, s.id from purser.session as s where s.continues is null and s.at > ${since}
      union all
      select p.sign_in, p.signed_in, s.id from part as p join purser.session as s on s.continues = p.id),
    closing as (
      select distinct on (p.sign_in) p.signed_in, s.id, s.issuer, s.subject, s.second_factor, a.seen_at,
        coalesce(e.at, least(s.expires_at, a.seen_at + s.idle)) as over_at,
        case when e.session_id is not null then e.reason when now() >= s.expires_at then 'expired'
          when now() >= a.seen_at + s.idle then 'idle' end as ending
      from part as p join purser.session as s on s.id = p.id join purser.session_activity as a on a.session_id = s.id
        left join purser.session_end as e on e.session_id = s.id
      order by p.sign_in, s.at desc, s.id desc),
    person as (
      select c.issuer, c.subject, count(*) as sign_ins, count(*) filter (where c.ending is null) as live,
        floor(extract(epoch from max(least(c.over_at, now()) - c.signed_in)) / 60) as longest,
        max(c.signed_in) as last_sign_in, max(c.seen_at) as last_use
      from closing as c group by c.issuer, c.subject),
    latest as (
      select distinct on (s.issuer, s.subject) s.issuer, s.subject, s.name, s.email, s.roles
      from part as p join purser.session as s on s.id = p.id order by s.issuer, s.subject, s.at desc, s.id desc),
    place as (
      select s.issuer, s.subject, s.address from part as p join purser.session as s on s.id = p.id where s.address is not null),
    revocation as (
      select c.issuer, c.subject, w.name
      from purser.event_act as e join purser.session as w on w.id = e.session_id
        cross join lateral jsonb_array_elements_text(e.details -> 'sessions') as ended (id)
        join closing as c on c.id = ended.id::uuid
      where e.kind like 'session.revoke%' and e.code is null and e.at > ${since})
    select p.issuer, p.subject, l.name, l.email, to_json(l.roles), p.sign_ins, p.live, p.longest, p.last_sign_in, p.last_use,
      f.tallies, n.tallies, e.tallies, r.tallies
    from person as p join latest as l using (issuer, subject)
      left join ${tally(sql`coalesce(c.second_factor, 'none')`, sql`closing as c`)} as f using (issuer, subject)
      left join ${tally(network, sql`place as c`)} as n using (issuer, subject)
      left join ${tally(sql`c.ending`, sql`closing as c where c.ending is not null`)} as e using (issuer, subject)
      left join ${tally(sql`c.name`, sql`revocation as c`)} as r using (issuer, subject)
    order by p.last_use desc, p.issuer, p.subject limit ${limit}`;
}

/** An address says too much of where somebody is, and too little of whether it is the company's. */
const network = sql`text(network(set_masklen(c.address, case family(c.address) when 4 then 24 else 64 end)))`;

export function selectRefused(limit: number): Fragment {
  return sql`
    select e.actor ->> 'issuer', e.actor ->> 'subject', max(e.actor ->> 'name'), e.code, count(*), max(e.at)
    from purser.event_act as e
    where e.kind = 'session.signIn' and e.code is not null and e.actor is not null and e.at > ${since}
    group by 1, 2, 4 order by max(e.at) desc, 1, 2, 4 limit ${limit}`;
}

/** Of what is counted for strangers, what a sign-in can end with. */
export const selectFailed: Fragment = sql`
  select r.code, sum(r.count) from purser.stranger_refusal as r
  where r.minute > ${since} and r.code in ('sign_in_failed', 'too_many_groups', 'not_fresh')
  group by r.code order by sum(r.count) desc, r.code`;

export function selectDormant(limit: number): Fragment {
  return sql`
    select l.issuer, l.subject, l.name, l.email, to_json(l.roles), l.at
    from (
      select distinct on (s.issuer, s.subject) s.issuer, s.subject, s.name, s.email, s.roles, s.at
      from purser.session as s where s.continues is null order by s.issuer, s.subject, s.at desc, s.id desc) as l
    where l.at <= ${since} order by l.at desc, l.issuer, l.subject limit ${limit}`;
}

/** Now, when the next review is due, and whether it should have been by now. */
export function selectDue(lastReview: string | null): Fragment {
  return sql`
    select now(), d.due, d.due < now()
    from (select coalesce(${lastReview}::timestamptz, (select min(m.at) from purser.migration as m)) + interval '3 months' as due) as d`;
}
