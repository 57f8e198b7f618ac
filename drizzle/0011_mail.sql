-- Puts a mail in the queue, in the transaction of the change: rolled back, it was never there. The job carries the kind and
-- ids; who gets it and what it says is looked up when it is sent, by mail_<kind>(subject).
-- With a key the same mail is made once, however often it is asked for. p_after is a moment of the portal's own clock.
-- True: it was put there now.
-- For the functions and triggers of the owner only: a person may not put anything in the queue, nor look into it.
create function send_mail_later(p_kind text, p_subject uuid, p_key text default null, p_after timestamptz default null) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_mail uuid := new_id();
begin
	if to_regprocedure(format('public.%I(uuid)', 'mail_' || p_kind)) is null then
		raise exception 'there is no function mail_%(uuid)', p_kind using errcode = 'undefined_function';
	end if;
	insert into mail (id, kind, subject, key) values (the_mail, p_kind, p_subject, p_key) on conflict (kind, key) do nothing;
	if not found then
		return false;
	end if;
	insert into pgboss.job (id, name, data, start_after, expire_in, keep_until, retry_limit, retry_delay, retry_backoff, policy)
	select the_mail, q.name, jsonb_build_object('kind', p_kind, 'subject', p_subject),
		-- pg-boss goes by the clock of the server.
		now() + greatest(coalesce(p_after, app_now()) - app_now(), interval '0'),
		q.expire_seconds * interval '1 second',
		now() + greatest(coalesce(p_after, app_now()) - app_now(), interval '0') + q.retention_minutes * interval '1 minute',
		q.retry_limit, q.retry_delay, q.retry_backoff, q.policy
	from pgboss.queue q where q.name = 'mail';
	if not found then
		raise exception 'the queue for mail is missing' using errcode = 'undefined_object';
	end if;
	return true;
end
$$;
--> statement-breakpoint
-- Where a person gets mail; null for who has no address. One that was typed counts when it is confirmed: see confirm_email().
create function address_of(p_person uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select email from person where id = p_person
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- The mentor has signed
-- ---------------------------------------------------------------------------------------------------------------
-- The subject is the signature. Nothing any more: taken back, agreed already, or no address.
create function mail_signed(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'mentor', s.mentor_name, 'passport', s.passport_id)
	from sign_off s join passport p on p.id = s.passport_id join person y on y.id = s.youth_id
	where s.id = p_subject and s.taken_back_at is null and p.state = 'discussed' and address_of(y.id) is not null
$$;
--> statement-breakpoint
create function mail_about_sign_off() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	perform send_mail_later('signed', new.id);
	return null;
end
$$;
--> statement-breakpoint
create trigger mail_about_sign_off after insert on sign_off for each row execute function mail_about_sign_off();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Sending, by the system
-- ---------------------------------------------------------------------------------------------------------------
-- What the mail is to say and to whom, now; null when there is nothing to send (any more). Each kind has its own function.
create function mail_to_send(p_kind text, p_subject uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	letter jsonb;
begin
	execute format('select public.%I($1)', 'mail_' || p_kind) into letter using p_subject;
	return letter;
end
$$;
--> statement-breakpoint
-- Takes a mail to send it, so that nobody else does. Who claimed it and was not heard of for five minutes has stopped.
-- outcome: send (with what it is to say), nothing (not needed any more), repeated (it ended before), busy (being sent).
create function claim_mail(p_id uuid) returns table (outcome text, kind text, letter jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	it mail;
begin
	select * into it from mail m where m.id = p_id for update;
	if not found then
		return;
	end if;
	kind := it.kind;
	if it.ended_at is not null then
		outcome := 'repeated';
	elsif it.claimed_at > app_now() - interval '5 minutes' then
		outcome := 'busy';
	else
		letter := mail_to_send(it.kind, it.subject);
		outcome := case when letter is null then 'nothing' else 'send' end;
		update mail m set claimed_at = app_now(),
			ended_at = case when letter is null then app_now() end, outcome = case when letter is null then 'nothing' end
		where m.id = p_id;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- It was accepted, or it was not and is to be tried again.
create function end_mail(p_id uuid, p_sent boolean) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	update mail set claimed_at = case when p_sent then claimed_at end,
		ended_at = case when p_sent then app_now() end, outcome = case when p_sent then 'sent' end
	where id = p_id and ended_at is null
$$;
--> statement-breakpoint
-- In the demo a mail is kept instead.
create function keep_demo_mail(p_id uuid, p_to jsonb, p_subject text, p_text text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into demo_mail (id, "to", subject, text, at) values (p_id, array(select jsonb_array_elements_text(p_to)), p_subject, p_text, app_now())
	on conflict (id) do nothing
$$;
--> statement-breakpoint
grant select on demo_mail to pvs_system;
--> statement-breakpoint
grant execute on function claim_mail(uuid), end_mail(uuid, boolean), keep_demo_mail(uuid, jsonb, text, text) to pvs_system;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- A passport is shared with a team, and read
-- ---------------------------------------------------------------------------------------------------------------
-- To everybody who does intakes in the team. The subject is the consent.
create function mail_shared_with_team(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', staff.addresses, 'called', y.called, 'team', t.name, 'consent', c.id,
		'replaces', exists (select 1 from consent x where x.replaced_by = c.id))
	from consent c join team t on t.id = c.team_id join person y on y.id = c.youth_id,
		lateral (select jsonb_agg(distinct address_of(r.person_id)) filter (where address_of(r.person_id) is not null) as addresses
			from staff_role r where r.team_id = c.team_id and r.role = 'intaker') staff
	where c.id = p_subject and consent_is_open(c) and staff.addresses is not null
$$;
--> statement-breakpoint
-- Once for one consent, when it opens: at once, or later by a representative's yes or a birthday (see remind_shared()).
create function mail_about_consent() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if new.team_id is not null and consent_is_open(new) then
		perform send_mail_later('shared_with_team', new.id, new.id::text);
	end if;
	return null;
end
$$;
--> statement-breakpoint
create trigger mail_about_consent after insert on consent for each row execute function mail_about_consent();
--> statement-breakpoint
-- To the young person: that it was read, by whom. The subject is the entry in the log.
create function mail_first_read(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'reader', l.reader_name,
		-- Who came by a link says a name at the door; nobody has looked at it.
		'from', case when l.reader_id is null then '' else l.reader_from end, 'passport', l.passport_id)
	from access_log l join person y on y.id = l.youth_id
	where l.id = p_subject and address_of(y.id) is not null
$$;
--> statement-breakpoint
create function mail_about_reading() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	perform send_mail_later('first_read', new.id, new.consent_id::text);
	return null;
end
$$;
--> statement-breakpoint
create trigger mail_about_reading after insert on access_log for each row
	when (new.consent_id is not null and new.event in ('edition-read', 'edition-pdf', 'link-read')) execute function mail_about_reading();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Reminders: each once, and not to who turned them off
-- ---------------------------------------------------------------------------------------------------------------
grant select, insert, delete on reminder_off to pvs_user;
--> statement-breakpoint
-- Whether there is a reminder to be sent to this person at all.
create function wants_reminders(p_person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select address_of(p_person) is not null and not exists (select 1 from reminder_off o where o.person_id = p_person)
$$;
--> statement-breakpoint
-- Several times a day. Calls every function remind_<what>() that there is, each of which says how many mails it put in the
-- queue: an area adds its own. One process at a time.
create function remind() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	what regprocedure;
	mails integer;
	total integer := 0;
begin
	if not pg_try_advisory_xact_lock(7286743) then
		return 0;
	end if;
	for what in
		select p.oid from pg_proc p
		where p.pronamespace = 'public'::regnamespace and p.proname like 'remind\_%' and p.pronargs = 0 order by p.proname
	loop
		execute format('select %s', what) into mails;
		total := total + mails;
	end loop;
	-- Long enough for "once"; what was sent earlier is nobody's business any more. What waits for a birthday waits on.
	delete from mail where ended_at < app_now() - interval '400 days';
	return total;
end
$$;
--> statement-breakpoint
grant execute on function remind() to pvs_system;
--> statement-breakpoint
-- A consent that opened later than it was given: the team hears of it then.
create function remind_shared() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('shared_with_team', c.id, c.id::text))::integer
	from consent c
	where c.team_id is not null and c.withdrawn_at is null and c.until >= app_today() and c.given_at > app_now() - interval '90 days'
		and not exists (select 1 from mail m where m.kind = 'shared_with_team' and m.key = c.id::text)
		and not exists (select 1 from access_log l where l.consent_id = c.id)
		and consent_is_open(c)
$$;
--> statement-breakpoint
-- Whether a passport is ready for so long, and no mentor has read it since.
create function still_unread(p passport, p_time interval) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select p.state = 'ready' and p.handed_in_at < app_now() - p_time
		and not exists (select 1 from access_log l where l.passport_id = p.id and l.event = 'mentor-read' and l.at >= p.handed_in_at)
$$;
--> statement-breakpoint
-- Those that a mentor may read, for a week already, of all mentors or of one.
create function unread_week(p_mentor uuid default null) returns table (passport_id uuid, mentor_id uuid, since timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
	select distinct p.id, c.person_id, p.handed_in_at
	from passport p
	join class_member m on m.youth_id = p.youth_id and m.removed_at is null
	join class_mentor c on c.class_id = m.class_id
	where p.state = 'ready' and (p_mentor is null or c.person_id = p_mentor)
		and still_unread(p, '7 days') and school_of_reader(p.id, c.person_id) is not null
$$;
--> statement-breakpoint
-- To the mentor, after a week: how many, not who. At most once a week, and only when another one has come to it.
create function remind_mentors() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('unread', w.mentor_id, w.mentor_id || ' ' || app_today()))::integer
	from (
		select u.mentor_id, max(u.since) + interval '7 days' as newest,
			coalesce((select max(m.made_at) from mail m where m.kind = 'unread' and m.subject = u.mentor_id), '-infinity') as told
		from unread_week() u group by 1
	) w
	where w.newest > w.told and w.told < app_now() - interval '7 days' and wants_reminders(w.mentor_id)
$$;
--> statement-breakpoint
create function mail_unread(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(p.id)), 'called', p.called, 'count', waiting.count)
	from person p, lateral (select count(*) as count from unread_week(p.id)) waiting
	where p.id = p_subject and waiting.count > 0 and wants_reminders(p.id)
$$;
--> statement-breakpoint
-- To the young person, after two weeks: there is a way on without the mentor. The subject is the passport.
create function remind_waiting() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('still_unread', p.id, p.id || ' ' || p.handed_in_at))::integer
	from passport p where p.state = 'ready' and still_unread(p, '14 days') and wants_reminders(p.youth_id)
$$;
--> statement-breakpoint
create function mail_still_unread(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'passport', p.id)
	from passport p join person y on y.id = p.youth_id
	where p.id = p_subject and still_unread(p, '14 days') and wants_reminders(y.id)
$$;
--> statement-breakpoint
-- Agreed this school year, more than three days ago, and never shared with anybody, while it is March: not sharing is a
-- choice too, so who shared once and stopped hears nothing.
create function not_shared(p passport) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select p.state = 'agreed' and extract(month from app_today()) = 3
		and exists (select 1 from edition e where e.passport_id = p.id
			and e.agreed_at > app_now() - interval '8 months' and e.agreed_at < app_now() - interval '3 days')
		and not exists (select 1 from consent c where c.passport_id = p.id)
$$;
--> statement-breakpoint
-- Twice at the most: from 1 March, and from 20 March. The right to be admitted needs an application before 1 April.
create function remind_to_share() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('not_shared', p.id,
		p.id || ' ' || extract(year from app_today()) || case when extract(day from app_today()) < 20 then ' 1' else ' 2' end))::integer
	from passport p where extract(month from app_today()) = 3 and p.state = 'agreed' and not_shared(p) and wants_reminders(p.youth_id)
$$;
--> statement-breakpoint
create function mail_not_shared(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'passport', p.id)
	from passport p join person y on y.id = p.youth_id
	where p.id = p_subject and not_shared(p) and wants_reminders(y.id)
$$;
--> statement-breakpoint
-- Within fourteen days of its end, when it was given longer before than that. On paper nothing ends.
create function ends_soon(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.until between app_today() and app_today() + 14 and c.kind <> 'paper'
		and (c.given_at at time zone 'Europe/Amsterdam')::date < c.until - 14 and consent_is_open(c)
$$;
--> statement-breakpoint
-- The subject is the consent.
create function remind_of_end() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('consent_ends', c.id, c.id::text))::integer
	from consent c
	where c.until between app_today() and app_today() + 14 and c.withdrawn_at is null and ends_soon(c) and wants_reminders(c.youth_id)
$$;
--> statement-breakpoint
create function mail_consent_ends(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'recipient', coalesce(t.name, c.recipient),
		'until', c.until, 'passport', c.passport_id)
	from consent c join person y on y.id = c.youth_id left join team t on t.id = c.team_id
	where c.id = p_subject and consent_is_open(c) and wants_reminders(y.id)
$$;
--> statement-breakpoint
-- What the young person would be reminded of now, about an own passport: for the page, since not everybody has an address.
create function own_reminder(p_passport uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select case
		when still_unread(p, '14 days') then 'still_unread'
		when not_shared(p) then 'not_shared'
		when exists (select 1 from consent c where c.passport_id = p.id and ends_soon(c)) then 'consent_ends' end
	from passport p
	where p.id = p_passport and p.youth_id = app_user() and not exists (select 1 from reminder_off o where o.person_id = p.youth_id)
$$;
--> statement-breakpoint
grant execute on function own_reminder(uuid) to pvs_user;
