-- Puts a mail in the queue, in the transaction of the change: rolled back, it was never there. The job carries the kind and
-- ids; who gets it and what it says is looked up when it is sent, by mail_<kind>(subject).
-- With a key the same mail is made once, however often it is asked for. p_after is a moment of the portal's own clock.
-- For the functions and triggers of the owner only: a person may not put anything in the queue, nor look into it.
create function send_mail_later(p_kind text, p_subject uuid, p_key text default null, p_after timestamptz default null) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_mail uuid := new_id();
begin
	if to_regprocedure(format('public.%I(uuid)', 'mail_' || p_kind)) is null then
		raise exception 'there is no function mail_%(uuid)', p_kind using errcode = 'undefined_function';
	end if;
	insert into mail (id, kind, subject, key) values (the_mail, p_kind, p_subject, p_key) on conflict (kind, key) do nothing;
	if not found then
		return;
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
end
$$;
--> statement-breakpoint
-- Where a person gets mail; null for who has no address.
create function address_of(p_person uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$ select email from person where id = p_person $$;
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
	select jsonb_build_object('to', staff.addresses, 'called', y.called, 'team', t.name, 'consent', c.id)
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
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'reader', l.reader_name, 'from', l.reader_from,
		'passport', l.passport_id)
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
	when (new.consent_id is not null and new.event = 'edition-read') execute function mail_about_reading();
