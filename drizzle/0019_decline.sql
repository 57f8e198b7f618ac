ALTER TABLE "conversation" ADD COLUMN "declined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_declined" CHECK ("conversation"."declined_at" is null or "conversation"."state" = 'cancelled');--> statement-breakpoint
ALTER POLICY "conversation_select" ON "conversation" TO pvs_user USING (("conversation"."youth_id" = app_user() and sensitive_open()) or guides_talk("conversation"."youth_id", "conversation"."organisation_id", "conversation"."guide_id", "conversation"."made_at"));--> statement-breakpoint
-- The young person cannot then, and need not say why: it is cancelled, and who planned it gets a mail.
-- outcome: declined (twice is once), moved (changed since it was read), not_now (held, or cancelled by a guide), closed (in a session
-- that a mentor's code opened), missing.
create function decline_talk(p_id uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c conversation;
begin
	select * into c from conversation x where x.id = p_id and x.youth_id = app_user() for update;
	if not found then
		return 'missing';
	end if;
	if not sensitive_open() then
		return 'closed';
	end if;
	if c.declined_at is not null then
		return 'declined';
	end if;
	if c.state <> 'planned' then
		return 'not_now';
	end if;
	if c.revision <> p_revision then
		return 'moved';
	end if;
	update conversation set state = 'cancelled', declined_at = app_now(), revision = revision + 1 where id = c.id;
	perform send_mail_later('talk_declined', c.id, c.id::text);
	return 'declined';
end
$$;
--> statement-breakpoint
grant execute on function decline_talk(uuid, integer) to pvs_user;
--> statement-breakpoint
-- Whether its guide still guides the young person there.
create function talk_guided(c conversation) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select exists (
		select 1 from class_member m
		join class k on k.id = m.class_id and k.organisation_id = c.organisation_id
		join class_mentor g on g.class_id = m.class_id and g.person_id = c.guide_id
		where m.youth_id = c.youth_id and m.removed_at is null and class_lasts(m.class_id))
$$;
--> statement-breakpoint
create or replace function talk_stands(c conversation) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.state = 'planned' and c.planned_for > app_now() and talk_guided(c)
$$;
--> statement-breakpoint
-- For its guide; null for who has no address.
create function mail_talk_declined(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(c.guide_id)), 'called', y.called, 'guide', c.guide_name, 'talk', c.id,
		'at', to_char(c.planned_for at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
	from conversation c
	join person y on y.id = c.youth_id
	where c.id = p_subject and c.declined_at is not null and c.planned_for > app_now() and address_of(c.guide_id) is not null and talk_guided(c)
$$;
