-- ---------------------------------------------------------------------------------------------------------------
-- Who may do what with the new tables
-- ---------------------------------------------------------------------------------------------------------------
grant select, insert, delete on class_expected to pvs_user;
--> statement-breakpoint
grant update (youth_id) on class_expected to pvs_user;
--> statement-breakpoint
grant select, delete on class_expected to pvs_system;
--> statement-breakpoint
grant select on mentor_let_in, together_request to pvs_user;
--> statement-breakpoint
-- Whoever was a mentor before this was known had the class from its beginning.
update class_mentor c set since = make_date(k.school_year, 1, 1) from class k where k.id = c.class_id;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Who is a mentor of whom: while the class lasts
-- ---------------------------------------------------------------------------------------------------------------
create or replace function mentors_youth(p_youth uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (
		select 1 from class_member m join class_mentor c on c.class_id = m.class_id
		where m.youth_id = p_youth and m.removed_at is null and c.person_id = app_user() and class_lasts(m.class_id)
	);
end
$$;
--> statement-breakpoint
-- The school at which somebody is a mentor of this passport's owner and may read the answers now; null when not.
-- Who joins another class later has not said "klaar" to that mentor, and to a mentor who was added later neither: that one
-- reads what was handed in before only when the young person said so after it.
create function school_of_reader(p_passport uuid, p_mentor uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name
	from passport p
	join class_member m on m.youth_id = p.youth_id and m.removed_at is null
	join class_mentor c on c.class_id = m.class_id and c.person_id = p_mentor
	join class k on k.id = m.class_id
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
create or replace function mentor_from(p_passport uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$ select school_of_reader(p_passport, app_user()) $$;
--> statement-breakpoint
-- Whom the young person's mentors are, where, and whom to turn to there: with the own passports that each of them reads
-- now, and whether one who was added later waits for a yes or no. A class that has closed has no mentors any more; its
-- school is there as long as there is no other.
drop function my_mentors();
--> statement-breakpoint
create function my_mentors()
returns table (
	mentor_id uuid, mentor text, class_id uuid, class_name text, school text, help_person text, help_reach text, reads uuid[], asks boolean
)
language sql stable security definer set search_path = public, pg_temp as $$
	with mine as materialized (
		select m.class_id, m.joined_at, class_lasts(m.class_id) as lasts from class_member m where m.youth_id = app_user() and m.removed_at is null
	)
	select p.id, p.name, k.id, k.name, o.name, o.help_person, o.help_reach,
		array(select x.id from passport x where x.youth_id = app_user() and school_of_reader(x.id, p.id) is not null),
		p.id is not null and exists (
			select 1 from passport x
			where x.youth_id = app_user() and x.state <> 'draft' and m.joined_at <= x.handed_in_at and c.since > x.handed_in_at)
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
-- The young person says whether a mentor who was added later reads what was handed in before. False: no such mentor.
create function let_mentor_in(p_class uuid, p_mentor uuid, p_allowed boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	insert into mentor_let_in (youth_id, class_id, mentor_id, allowed, at)
	select m.youth_id, c.class_id, c.person_id, p_allowed, app_now()
	from class_member m join class_mentor c on c.class_id = m.class_id
	where m.youth_id = app_user() and m.removed_at is null and c.class_id = p_class and c.person_id = p_mentor and class_lasts(c.class_id)
	on conflict (youth_id, class_id, mentor_id) do update set allowed = excluded.allowed, at = excluded.at;
	if not found then
		return false;
	end if;
	if p_allowed then
		perform only_who_sees_all();
	end if;
	return true;
end
$$;
--> statement-breakpoint
-- A mentor adds a colleague of the same school to the class, by e-mail address or sign-in name.
-- outcome: added, already, unknown (also: no mentor, or of another school), blocked (too many tries), missing.
create function add_mentor(p_class uuid, p_login text) returns text
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
	join staff_role r on r.person_id = p.id and r.role = 'mentor'
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
-- A mentor takes a mentor out of the class, a colleague or themselves; the last one stays. What the one who left could
-- see ends in the same moment. outcome: removed, last, missing.
create function remove_mentor(p_class uuid, p_mentor uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	-- Two who take each other out at the same moment: the second finds the last one.
	perform 1 from class where id = p_class for update;
	if not mentors_class(p_class) or not exists (select 1 from class_mentor where class_id = p_class and person_id = p_mentor) then
		return 'missing';
	end if;
	if (select count(*) from class_mentor where class_id = p_class) = 1 then
		return 'last';
	end if;
	delete from class_mentor where class_id = p_class and person_id = p_mentor;
	return 'removed';
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- One class on one screen
-- ---------------------------------------------------------------------------------------------------------------
-- A class with its mentors, members and expected names, for a mentor of it, in one round trip, the check of the session
-- included: progress and states, never an answer. No row: there is no such class, for this person, now.
-- p_gates: the questions on whose being answered others depend, with commas; which of them were answered says how many
-- questions there are.
create function open_class(p_token_hash text, p_class uuid, p_gates text) returns table (heading json, students json, expected json)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	me uuid := person_of_session(p_token_hash);
	my_since timestamptz;
	-- Once, and not for each student.
	hour_ago timestamptz := app_now() - interval '1 hour';
	gate_keys text[] := string_to_array(p_gates, ',');
begin
	select c.since, json_build_object(
		'id', k.id, 'name', k.name, 'school', o.name, 'schoolYear', k.school_year, 'code', k.code, 'today', app_today(),
		'mentors', (
			select json_agg(json_build_object('id', p.id, 'name', p.name, 'since', x.since) order by x.since, p.name)
			from class_mentor x join person p on p.id = x.person_id where x.class_id = k.id))
	into my_since, heading
	from class_mentor c join class k on k.id = c.class_id join organisation o on o.id = k.organisation_id
	where c.class_id = p_class and c.person_id = me and class_lasts(c.class_id);
	if not found then
		return;
	end if;
	select coalesce(json_agg(json_build_object(
		'youthId', y.id, 'name', y.name, 'called', y.called, 'pronouns', y.pronouns, 'joinedAt', m.joined_at, 'confirmedAt', m.confirmed_at,
		'passportId', p.id, 'instrumentKey', p.instrument_key, 'instrumentVersion', p.instrument_version, 'state', p.state,
		'progress', p.progress, 'handedInAt', p.handed_in_at, 'lastActivityAt', p.last_activity_at,
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
	left join lateral (select * from passport x where x.youth_id = y.id order by x.created_at desc limit 1) p on true
	where m.class_id = p_class and m.removed_at is null;
	select coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'youthId', e.youth_id)), '[]') into expected
	from class_expected e where e.class_id = p_class;
	return next;
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- A class that has closed lets nobody in
-- ---------------------------------------------------------------------------------------------------------------
create or replace function find_class(p_code text, p_address_hash text)
returns table (blocked boolean, class_id uuid, class_name text, school text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	blocked := too_many_failures('class code of nobody', p_address_hash);
	if not blocked then
		select k.id, k.name, o.name into class_id, class_name, school
		from class k join organisation o on o.id = k.organisation_id where k.code = p_code and class_lasts(k.id);
		if not found then
			perform count_failure('class code', p_address_hash);
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
create or replace function join_class_too(p_code text) returns uuid
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into class_member (class_id, youth_id, joined_at)
	select k.id, p.id, app_now() from class k, person p
	where k.code = p_code and class_lasts(k.id) and p.id = app_user() and p.kind = 'youth'
	on conflict (class_id, youth_id) do update
		set removed_at = null,
			joined_at = case when class_member.removed_at is null then class_member.joined_at else app_now() end,
			confirmed_at = case when class_member.removed_at is null then class_member.confirmed_at end
	returning class_id
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- "Samen verder"
-- ---------------------------------------------------------------------------------------------------------------
-- The mentor asks to go on together with a draft. It opens nothing: the young person answers on the own screen.
-- outcome: asked (twice is once), not_now (no draft any more), missing.
create function ask_together(p_passport uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	p passport;
begin
	select x.* into p from passport x where x.id = p_passport and mentors_youth(x.youth_id) for update;
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
-- Who asks now to go on together with this passport of one's own: mentors still, less than an hour ago.
create function asked_together(p_passport uuid) returns table (id uuid, mentor text)
language sql stable security definer set search_path = public, pg_temp as $$
	select t.id, t.mentor_name
	from together_request t
	join passport p on p.id = t.passport_id and p.state = 'draft'
	where t.passport_id = p_passport and t.youth_id = app_user() and t.ended_at is null and t.asked_at > app_now() - interval '1 hour'
		and exists (
			select 1 from class_member m join class_mentor c on c.class_id = m.class_id
			where m.youth_id = t.youth_id and m.removed_at is null and c.person_id = t.mentor_id and class_lasts(m.class_id))
	order by t.asked_at
$$;
--> statement-breakpoint
-- "Nu niet", of the young person, or taken back by the mentor: every request for this passport that is theirs to end.
create function end_together(p_passport uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	update together_request set ended_at = app_now()
	where passport_id = p_passport and ended_at is null and (youth_id = app_user() or mentor_id = app_user())
$$;
--> statement-breakpoint
-- Any "klaar" answers the request.
create function end_together_at_hand_in() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update together_request set ended_at = app_now() where passport_id = new.passport_id and ended_at is null;
	return new;
end
$$;
--> statement-breakpoint
create trigger end_together after insert on hand_in for each row execute function end_together_at_hand_in();
--> statement-breakpoint
-- What a mentor who may read this passport knows of how it was handed in: whether together and unfinished, and the revision
-- of the last time it was talked about or handed in before (null: never). No answers, so no log. No row: may not read.
create function talk_facts(p_passport uuid) returns table (together boolean, before integer, before_day date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	now_in hand_in;
begin
	if mentor_from(p_passport) is null then
		return;
	end if;
	select h.* into now_in from hand_in h where h.passport_id = p_passport and h.taken_back_at is null order by h.at desc limit 1;
	together := coalesce(now_in.together, false);
	select x.revision, (x.at at time zone 'Europe/Amsterdam')::date into before, before_day
	from (
		select h.revision, h.at from hand_in h where h.passport_id = p_passport and h.id <> now_in.id
		union all
		select s.revision, s.at from sign_off s where s.passport_id = p_passport and s.taken_back_at is null
	) x
	where x.at < now_in.at
	order by x.at desc limit 1;
	return next;
end
$$;
--> statement-breakpoint
grant execute on function open_class(text, uuid, text) to pvs_visitor;
--> statement-breakpoint
grant execute on function my_mentors(), let_mentor_in(uuid, uuid, boolean), add_mentor(uuid, text), remove_mentor(uuid, uuid),
	ask_together(uuid), asked_together(uuid), end_together(uuid), talk_facts(uuid) to pvs_user;
