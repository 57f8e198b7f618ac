-- ---------------------------------------------------------------------------------------------------------------
-- With whose guides a passport is talked about
-- ---------------------------------------------------------------------------------------------------------------
-- The school, mbo or Doorstroompunt whose class or group somebody came into last, and that lasts. Null for none.
create function home_of(p_youth uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
	select k.organisation_id
	from class_member m join class k on k.id = m.class_id
	where m.youth_id = p_youth and m.removed_at is null and class_lasts(m.class_id)
	order by m.joined_at desc, k.id desc limit 1
$$;
--> statement-breakpoint
-- What was made until now was talked about with the mentors of the school; or will be, once there is one.
update passport p set organisation_id = coalesce(home_of(p.youth_id), (
	select k.organisation_id from class_member m join class k on k.id = m.class_id
	where m.youth_id = p.youth_id and m.removed_at is null order by m.joined_at desc limit 1));
--> statement-breakpoint
update conversation c set organisation_id = p.organisation_id, guide_id = s.mentor_id, guide_name = s.mentor_name, guide_from = s.mentor_from, made_at = s.at
from sign_off s join passport p on p.id = s.passport_id where s.conversation_id = c.id;
--> statement-breakpoint
-- A passport begins with the guides whom somebody has at that moment. (From a person's own insert nothing else is taken.)
create function passport_begins() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if new.organisation_id is null or app_user() is not null then
		new.organisation_id := home_of(new.youth_id);
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger passport_begins before insert on passport for each row execute function passport_begins();
--> statement-breakpoint
-- Who began alone, and joins a class or a group for the first time, goes on there. Later it is the young person who chooses: "with
-- nobody" is a choice too, and neither a code nor a mentor who puts somebody back undoes it.
create function passports_join() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update passport set organisation_id = (select k.organisation_id from class k where k.id = new.class_id)
	where youth_id = new.youth_id and organisation_id is null
		and not exists (select 1 from class_member m where m.youth_id = new.youth_id and m.class_id <> new.class_id);
	return null;
end
$$;
--> statement-breakpoint
create trigger passports_join after insert on class_member for each row execute function passports_join();
--> statement-breakpoint
-- With whom a passport could be talked about: where the young person is in a class or group now.
create function my_guides()
returns table (organisation_id uuid, organisation text, kind text, guides text[])
language sql stable security definer set search_path = public, pg_temp as $$
	select o.id, o.name, o.kind, array_agg(distinct p.name order by p.name) filter (where p.id is not null)
	from class_member m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	left join class_mentor c on c.class_id = k.id
	left join person p on p.id = c.person_id
	where m.youth_id = app_user() and m.removed_at is null and class_lasts(m.class_id)
	group by o.id, o.name, o.kind
	order by max(m.joined_at) desc
$$;
--> statement-breakpoint
-- The young person chooses with whom a draft is talked about; null is with nobody yet. Whoever saw it before sees nothing of it any
-- more. outcome: chosen, not_now (handed in: take it back first), sensitive_closed (in a session that a mentor's code
-- opened), missing. Twice is once.
create function choose_guides(p_passport uuid, p_organisation uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	p passport;
begin
	select * into p from passport x where x.id = p_passport and x.youth_id = app_user() for update;
	if not found or (p_organisation is not null and not exists (select 1 from my_guides() g where g.organisation_id = p_organisation)) then
		return 'missing';
	end if;
	if not sensitive_open() then
		return 'sensitive_closed';
	end if;
	if p.organisation_id is not distinct from p_organisation then
		return 'chosen';
	end if;
	if p.state <> 'draft' then
		return 'not_now';
	end if;
	perform end_together(p.id);
	update passport set organisation_id = p_organisation where id = p.id;
	return 'chosen';
end
$$;
--> statement-breakpoint
grant execute on function my_guides(), choose_guides(uuid, uuid) to pvs_user;
--> statement-breakpoint
-- Where a young person goes to school now. That a Doorstroompunt guides somebody is for nobody who reads a passport.
create or replace function school_of(p_youth uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name
	from class_member m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id and o.kind <> 'doorstroompunt'
	where m.youth_id = p_youth and m.removed_at is null
	order by m.joined_at desc limit 1
$$;
--> statement-breakpoint
-- The organisation at which somebody guides this passport's owner and may read the answers now; null when not. As before, and only
-- the guides of the organisation with whom it is talked about.
create or replace function school_of_reader(p_passport uuid, p_mentor uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name
	from passport p
	join class_member m on m.youth_id = p.youth_id and m.removed_at is null
	join class_mentor c on c.class_id = m.class_id and c.person_id = p_mentor
	join class k on k.id = m.class_id and k.organisation_id = p.organisation_id
	join organisation o on o.id = k.organisation_id
	where p.id = p_passport and p.state <> 'draft'
		-- Not handed in is null, and null is no.
		and m.joined_at <= p.handed_in_at
		and (c.since <= p.handed_in_at or exists (
			select 1 from mentor_let_in l
			where l.youth_id = p.youth_id and l.class_id = c.class_id and l.mentor_id = c.person_id and l.allowed and l.at >= c.since))
		and class_lasts(k.id)
	order by k.name limit 1
$$;
--> statement-breakpoint
drop function my_mentors();
--> statement-breakpoint
-- Whom the young person's guides are, where, and whom to turn to there: with the own passports that each of them reads now, and
-- whether one who was added later waits for a yes or no. A class that has closed has no mentors any more; its school is there as
-- long as there is no other.
create function my_mentors()
returns table (
	mentor_id uuid, mentor text, class_id uuid, class_name text, organisation_id uuid, school text, kind text, help_person text, help_reach text,
	reads uuid[], asks boolean
)
language sql stable security definer set search_path = public, pg_temp as $$
	with mine as materialized (
		select m.class_id, m.joined_at, class_lasts(m.class_id) as lasts from class_member m where m.youth_id = app_user() and m.removed_at is null
	)
	select p.id, p.name, k.id, k.name, o.id, o.name, o.kind, o.help_person, o.help_reach,
		array(select x.id from passport x where x.youth_id = app_user() and school_of_reader(x.id, p.id) is not null),
		p.id is not null and exists (
			select 1 from passport x
			where x.youth_id = app_user() and x.organisation_id = o.id and x.state <> 'draft' and m.joined_at <= x.handed_in_at and c.since > x.handed_in_at)
		and not exists (
			select 1 from mentor_let_in l where l.youth_id = app_user() and l.class_id = k.id and l.mentor_id = p.id and l.at >= c.since)
	from mine m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	left join class_mentor c on c.class_id = k.id and m.lasts
	left join person p on p.id = c.person_id
	where m.lasts or not exists (select 1 from mine x where x.lasts)
	order by k.name, c.since, p.name
$$;
--> statement-breakpoint
grant execute on function my_mentors() to pvs_user;
--> statement-breakpoint
-- A guide adds a colleague of the same organisation, by e-mail address or sign-in name.
-- outcome: added, already, unknown (also: no guide, or of another organisation), blocked (too many tries), missing.
create or replace function add_mentor(p_class uuid, p_login text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	tries text := 'colleague of ' || app_user();
	colleague uuid;
begin
	if not mentors_class(p_class) then
		return 'missing';
	end if;
	if too_many_failures(tries, tries) then
		return 'blocked';
	end if;
	select p.id into colleague
	from person p
	join staff_role r on r.person_id = p.id and r.role in ('mentor', 'rmc_consultant')
	join class k on k.organisation_id = r.organisation_id
	where k.id = p_class and p.kind = 'staff' and (p.sign_in_name = p_login or p.email = p_login)
	limit 1;
	if not found then
		perform count_failure(tries, tries);
		return 'unknown';
	end if;
	insert into class_mentor (class_id, person_id, since) values (p_class, colleague, app_now()) on conflict do nothing;
	return case when found then 'added' else 'already' end;
end
$$;
--> statement-breakpoint
-- Whether the young person has taken a pause that holds today.
create function on_pause(p_person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select 1 from pause x where x.person_id = p_person and (x.until is null or x.until >= app_today()))
$$;
--> statement-breakpoint
-- A class or group with its guides, members and expected names, for a guide of it, in one round trip, the check of the session
-- included: progress and states of what is talked about here, never an answer. No row: there is no such class, for this person, now.
-- p_gates: the questions on whose being answered others depend, with commas; which of them were answered says how many questions
-- there are.
create or replace function open_class(p_token_hash text, p_class uuid, p_gates text) returns table (heading json, students json, expected json)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	me uuid := person_of_session(p_token_hash);
	my_since timestamptz;
	here uuid;
	-- Once, and not for each student.
	hour_ago timestamptz := app_now() - interval '1 hour';
	today date := app_today();
	gate_keys text[] := string_to_array(p_gates, ',');
begin
	select c.since, k.organisation_id, json_build_object(
		'id', k.id, 'name', k.name, 'school', o.name, 'kind', o.kind, 'schoolYear', k.school_year, 'code', k.code, 'today', app_today(),
		'mentors', (
			select json_agg(json_build_object('id', p.id, 'name', p.name, 'since', x.since) order by x.since, p.name)
			from class_mentor x join person p on p.id = x.person_id where x.class_id = k.id))
	into my_since, here, heading
	from class_mentor c join class k on k.id = c.class_id join organisation o on o.id = k.organisation_id
	where c.class_id = p_class and c.person_id = me and class_lasts(c.class_id);
	if not found then
		return;
	end if;
	select coalesce(json_agg(json_build_object(
		'youthId', y.id, 'name', y.name, 'called', y.called, 'pronouns', y.pronouns, 'joinedAt', m.joined_at, 'confirmedAt', m.confirmed_at,
		'passportId', p.id, 'instrumentKey', p.instrument_key, 'instrumentVersion', p.instrument_version, 'state', p.state,
		'progress', p.progress, 'handedInAt', p.handed_in_at, 'lastActivityAt', p.last_activity_at,
		'paused', exists (select 1 from pause x where x.person_id = y.id and (x.until is null or x.until >= today)),
		-- Nearly everybody was in this class, and this mentor with them, when it was handed in; the rest is for the one rule.
		'readable', p.handed_in_at is not null and p.state <> 'draft'
			and (greatest(m.joined_at, my_since) <= p.handed_in_at or school_of_reader(p.id, me) is not null),
		'together', p.state = 'draft' and exists (
			select 1 from together_request t
			where t.passport_id = p.id and t.mentor_id = me and t.ended_at is null and t.asked_at > hour_ago),
		'gates', array(
			select a.question from answer a
			where a.passport_id = p.id and a.question = any(gate_keys) and a.status = 'answered' and not a.sensitive))), '[]')
	into students
	from class_member m
	join person y on y.id = m.youth_id
	left join lateral (
		select * from passport x where x.youth_id = y.id and x.organisation_id = here order by x.created_at desc limit 1
	) p on true
	where m.class_id = p_class and m.removed_at is null;
	select coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'youthId', e.youth_id)), '[]') into expected
	from class_expected e where e.class_id = p_class;
	return next;
end
$$;
--> statement-breakpoint
-- The mentor asks to go on together with a draft. It opens nothing: the young person answers on the own screen.
-- outcome: asked (twice is once), not_now (no draft any more), missing.
create or replace function ask_together(p_passport uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	p passport;
begin
	select x.* into p from passport x where x.id = p_passport and guides_youth(x.youth_id, x.organisation_id) for update;
	if not found then
		return 'missing';
	end if;
	if p.state <> 'draft' then
		return 'not_now';
	end if;
	insert into together_request (id, passport_id, youth_id, mentor_id, mentor_name, asked_at)
	select new_id(), p.id, p.youth_id, m.id, m.name, app_now() from person m
	where m.id = app_user() and not exists (
		select 1 from together_request t
		where t.passport_id = p.id and t.mentor_id = m.id and t.ended_at is null and t.asked_at > app_now() - interval '1 hour');
	return 'asked';
end
$$;
--> statement-breakpoint
create or replace function asked_together(p_passport uuid) returns table (id uuid, mentor text)
language sql stable security definer set search_path = public, pg_temp as $$
	select t.id, t.mentor_name
	from together_request t
	join passport p on p.id = t.passport_id and p.state = 'draft'
	where t.passport_id = p_passport and t.youth_id = app_user() and t.ended_at is null and t.asked_at > app_now() - interval '1 hour'
		and exists (
			select 1 from class_member m
			join class_mentor c on c.class_id = m.class_id
			join class k on k.id = m.class_id and k.organisation_id = p.organisation_id
			where m.youth_id = t.youth_id and m.removed_at is null and c.person_id = t.mentor_id and class_lasts(m.class_id))
	order by t.asked_at
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Signing: the conversation that was planned is the one that is signed
-- ---------------------------------------------------------------------------------------------------------------
drop function sign_off(uuid, integer, date, text);
--> statement-breakpoint
-- The guide signs that the conversation was held, about the revision that was read. Freezes the guide's remarks.
-- p_kind: what kind of conversation goes with the instrument.
-- outcome: signed, moved (the answers changed since they were read), not_ready, missing. Twice is once.
create function sign_off(p_passport uuid, p_revision integer, p_held_on date, p_present text, p_kind text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	school text := mentor_from(p_passport);
	p passport;
	talk uuid;
	signature uuid := new_id();
begin
	if school is null then
		return 'missing';
	end if;
	select * into p from passport where id = p_passport for update;
	if p.state = 'discussed' and exists (
		select 1 from sign_off s where s.passport_id = p.id and s.mentor_id = app_user() and s.taken_back_at is null and s.revision = p_revision
	) then
		return 'signed';
	end if;
	if p.state <> 'ready' then
		return 'not_ready';
	end if;
	if p.revision <> p_revision then
		return 'moved';
	end if;
	update passport set state = 'discussed', last_activity_at = app_now() where id = p.id and state = 'ready' and revision = p_revision;
	select c.id into talk from conversation c
	where c.passport_id = p.id and c.kind = p_kind and c.guide_id = app_user() and c.state in ('planned', 'held')
		and not exists (select 1 from sign_off s where s.conversation_id = c.id)
	order by c.planned_for desc nulls last limit 1 for update;
	if found then
		update conversation set state = 'held', held_on = p_held_on, present = p_present, revision = revision + 1 where id = talk;
	else
		talk := new_id();
		insert into conversation (id, passport_id, youth_id, organisation_id, kind, held_on, present, guide_id, guide_name, guide_from)
		select talk, p.id, p.youth_id, p.organisation_id, p_kind, p_held_on, p_present, m.id, m.name, school from person m where m.id = app_user();
	end if;
	insert into sign_off (id, conversation_id, passport_id, youth_id, mentor_id, mentor_name, mentor_from, revision, at)
	select signature, talk, p.id, p.youth_id, m.id, m.name, school, p_revision, app_now() from person m where m.id = app_user();
	delete from remark where passport_id = p.id and mentor_id = app_user() and sign_off_id is null and trim(text) = '';
	update remark set sign_off_id = signature where passport_id = p.id and mentor_id = app_user() and sign_off_id is null;
	return 'signed';
end
$$;
--> statement-breakpoint
grant execute on function sign_off(uuid, integer, date, text, text) to pvs_user;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Taking somebody out
-- ---------------------------------------------------------------------------------------------------------------
-- It can be undone for an hour after it was done first: doing it again does not begin the hour anew.
create function keep_removed_at() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if current_user = 'pvs_user' then
		new.removed_at := old.removed_at;
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger keep_removed_at before update of removed_at on class_member for each row
	when (old.removed_at is not null and new.removed_at is not null)
	execute function keep_removed_at();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- A pause
-- ---------------------------------------------------------------------------------------------------------------
grant select, insert, delete, update (since, until) on pause to pvs_user;
--> statement-breakpoint
-- Whether there is a reminder to be sent to this person at all: not while they take a pause.
create or replace function wants_reminders(p_person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select address_of(p_person) is not null and not exists (select 1 from reminder_off o where o.person_id = p_person) and not on_pause(p_person)
$$;
--> statement-breakpoint
create or replace function own_reminder(p_passport uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select case
		when still_unread(p, '14 days') then 'still_unread'
		when not_shared(p) then 'not_shared'
		when exists (select 1 from consent c where c.passport_id = p.id and ends_soon(c)) then 'consent_ends' end
	from passport p
	where p.id = p_passport and p.youth_id = app_user() and not on_pause(p.youth_id)
		and not exists (select 1 from reminder_off o where o.person_id = p.youth_id)
$$;
--> statement-breakpoint
-- Agreed this school year, more than three days ago, with a course that was chosen, and never shared with anybody, while it is March:
-- not sharing is a choice too, so who shared once and stopped hears nothing.
create or replace function not_shared(p passport) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select p.state = 'agreed' and extract(month from app_today()) = 3
		and exists (select 1 from edition e join edition_part x on x.edition_id = e.id and x.part like 'keuze%' where e.passport_id = p.id
			and e.agreed_at > app_now() - interval '8 months' and e.agreed_at < app_now() - interval '3 days')
		and not exists (select 1 from consent c where c.passport_id = p.id)
$$;
--> statement-breakpoint
-- The same as before, with what for.
create or replace function representative_page(p_token_hash text, p_session_hash text) returns table (page jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object(
		'representative', (select l.name from guest_link l where l.id = r.guest_link_id),
		'kind', r.kind, 'called', y.called, 'name', y.name, 'school', school_of(y.id),
		'alone', old_enough(y.id), 'years', age_limit_today('own_consent'),
		'consents', coalesce((
			select jsonb_agg(jsonb_build_object(
				'id', c.id, 'recipient', recipient_of(c), 'until', c.until, 'purpose', c.purpose, 'givenAt', c.given_at, 'open', consent_is_open(c),
				'instrument', p.instrument_key, 'version', p.instrument_version,
				'parts', (select coalesce(jsonb_agg(cp.part order by cp.part), '[]') from consent_part cp where cp.consent_id = c.id and cp.part not like 'gevoelig:%'),
				'sensitive', (select count(*) from consent_part cp where cp.consent_id = c.id and cp.part like 'gevoelig:%'),
				'decision', (select d.decision from representative_decision d where d.consent_id = c.id and d.representative_id = r.id order by d.at desc, d.id desc limit 1)
			) order by c.given_at desc)
			from consent c join passport p on p.id = c.passport_id
			where c.youth_id = y.id and c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today() and not old_enough(y.id)
		), '[]'),
		'history', coalesce((
			select jsonb_agg(jsonb_build_object('recipient', recipient_of(c), 'decision', d.decision, 'at', d.at) order by d.at desc, d.id desc)
			from representative_decision d join consent c on c.id = d.consent_id where d.representative_id = r.id
		), '[]'))
	from representative_in(p_token_hash, p_session_hash) r join person y on y.id = r.youth_id
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Data that belongs to the code
-- ---------------------------------------------------------------------------------------------------------------
-- Until which birthday a Doorstroompunt looks after somebody: 23, and from 1 January 2026 on 27.
insert into age_limit (key, valid_from, years) values ('doorstroompunt', '2007-01-01', 23), ('doorstroompunt', '2026-01-01', 27);
--> statement-breakpoint
grant select on agreement, agreement_event, guidance_case, contact_attempt to pvs_user;
