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
