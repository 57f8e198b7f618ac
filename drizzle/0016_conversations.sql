-- ---------------------------------------------------------------------------------------------------------------
-- A conversation: planned, changed, cancelled by a guide
-- ---------------------------------------------------------------------------------------------------------------
-- A guide plans a conversation with a young person, about a passport that is talked about at the same organisation or about none.
-- p_id comes with the page, so that twice is once. outcome: planned, missing.
create function plan_talk(
	p_id uuid, p_youth uuid, p_organisation uuid, p_passport uuid, p_kind text, p_planned_for timestamptz, p_minutes integer, p_way text,
	p_place text, p_coming text
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if not guides_youth(p_youth, p_organisation) or (p_passport is not null and not exists (
		select 1 from passport p where p.id = p_passport and p.youth_id = p_youth and p.organisation_id = p_organisation
	)) then
		return 'missing';
	end if;
	insert into conversation (id, youth_id, organisation_id, passport_id, kind, state, planned_for, minutes, way, place, coming, guide_id, guide_name, guide_from, made_at)
	select p_id, p_youth, o.id, p_passport, p_kind, 'planned', p_planned_for, p_minutes, p_way, p_place, p_coming, g.id, g.name, o.name, app_now()
	from person g, organisation o where g.id = app_user() and o.id = p_organisation
	on conflict (id) do nothing;
	if found then
		perform send_mail_later('talk_planned', p_id, p_id::text);
		return 'planned';
	end if;
	return case when exists (
		select 1 from conversation c where c.id = p_id and c.guide_id = app_user() and c.youth_id = p_youth
	) then 'planned' else 'missing' end;
end
$$;
--> statement-breakpoint
-- Another time or place, or somebody else who comes: by any guide who sees it, since colleagues stand in for each other.
-- outcome: changed (twice is once), moved (somebody changed it since), not_now (held or cancelled), missing.
create function change_talk(
	p_id uuid, p_revision integer, p_planned_for timestamptz, p_minutes integer, p_way text, p_place text, p_coming text
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c conversation;
begin
	select * into c from conversation x
	where x.id = p_id and guides_talk(x.youth_id, x.organisation_id, x.guide_id, x.made_at) for update;
	if not found then
		return 'missing';
	end if;
	if c.state <> 'planned' then
		return 'not_now';
	end if;
	if row(c.planned_for, c.minutes, c.way, c.place, c.coming) is not distinct from row(p_planned_for, p_minutes, p_way, p_place, p_coming) then
		return 'changed';
	end if;
	if c.revision <> p_revision then
		return 'moved';
	end if;
	update conversation set planned_for = p_planned_for, minutes = p_minutes, way = p_way, place = p_place, coming = p_coming, revision = revision + 1
	where id = c.id;
	perform send_mail_later('talk_changed', c.id, c.id || ' ' || c.revision);
	return 'changed';
end
$$;
--> statement-breakpoint
-- outcome: cancelled (twice is once), moved, not_now (held already), missing.
create function cancel_talk(p_id uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c conversation;
begin
	select * into c from conversation x
	where x.id = p_id and guides_talk(x.youth_id, x.organisation_id, x.guide_id, x.made_at) for update;
	if not found then
		return 'missing';
	end if;
	if c.state = 'cancelled' then
		return 'cancelled';
	end if;
	if c.state <> 'planned' then
		return 'not_now';
	end if;
	if c.revision <> p_revision then
		return 'moved';
	end if;
	update conversation set state = 'cancelled', revision = revision + 1 where id = c.id;
	perform send_mail_later('talk_cancelled', c.id, c.id::text);
	return 'cancelled';
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- What is written down: the guide's words by that guide alone, the young person's by the young person alone
-- ---------------------------------------------------------------------------------------------------------------
-- The own conversation of a guide who still guides, to write in.
create function own_talk_as_guide(p_id uuid) returns conversation
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from conversation x
	where x.id = p_id and x.guide_id = app_user() and guides_talk(x.youth_id, x.organisation_id, x.guide_id, x.made_at) for update
$$;
--> statement-breakpoint
-- outcome: kept (twice is once), moved (changed since it was read), fixed (closed or cancelled), missing. With the revision as it is now.
create function keep_talk_notes(p_id uuid, p_revision integer, p_notes text) returns table (outcome text, revision integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	c conversation := own_talk_as_guide(p_id);
begin
	outcome := case
		when c.id is null then 'missing'
		when c.notes = p_notes then 'kept'
		when c.state not in ('planned', 'held') then 'fixed'
		when c.revision <> p_revision then 'moved'
	end;
	revision := coalesce(c.revision, 0);
	if outcome is null then
		update conversation x set notes = p_notes, revision = x.revision + 1 where x.id = c.id;
		outcome := 'kept';
		revision := c.revision + 1;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- That it was held, by whom else, and what came out of it. p_close: the young person gets it to read. Until they have said something
-- of it the guide may write it again.
-- outcome: held or closed (twice is once), moved, fixed (cancelled, or the young person has answered), missing.
create function close_talk(p_id uuid, p_revision integer, p_held_on date, p_present text, p_summary text, p_close boolean)
returns table (outcome text, revision integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	c conversation := own_talk_as_guide(p_id);
	wanted text := case when p_close or c.state = 'closed' then 'closed' else 'held' end;
begin
	outcome := case
		when c.id is null then 'missing'
		when row(c.state, c.held_on, c.present, c.summary) is not distinct from row(wanted, p_held_on, p_present, p_summary) then wanted
		when c.state = 'cancelled' or c.agreed_at is not null then 'fixed'
		when c.revision <> p_revision then 'moved'
	end;
	revision := coalesce(c.revision, 0);
	if outcome is null then
		update conversation x set state = wanted, held_on = p_held_on, present = p_present, summary = p_summary, revision = x.revision + 1
		where x.id = c.id;
		outcome := wanted;
		revision := c.revision + 1;
		if wanted = 'closed' then
			perform send_mail_later('talk_summary', c.id, c.id || ' ' || revision);
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- The young person about the summary as it was read: "klopt zo" (nothing written), or how they see it, in their own words. With
-- "klopt zo" the agreements below it are confirmed too.
-- outcome: agreed (twice is once), moved, not_now (not closed), closed (in a session that a mentor's code opened), missing.
create function agree_talk(p_id uuid, p_revision integer, p_different text) returns text
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
	if c.state <> 'closed' then
		return 'not_now';
	end if;
	if c.revision <> p_revision then
		return 'moved';
	end if;
	if c.agreed_at is null or c.different <> p_different then
		update conversation set agreed_at = app_now(), different = p_different where id = c.id;
	end if;
	if p_different = '' then
		update agreement set confirmed_at = app_now() where conversation_id = c.id and youth_id = c.youth_id and confirmed_at is null;
	end if;
	return 'agreed';
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Agreements
-- ---------------------------------------------------------------------------------------------------------------
-- A guide writes one down in the own conversation, for the young person to confirm; or the young person makes one of their own, which
-- no guide sees. p_id comes with the page, so that twice is once.
-- outcome: added, fixed (cancelled, or the young person has answered), closed (in a session that a mentor's code opened), missing.
create function add_agreement(
	p_id uuid, p_conversation uuid, p_what text, p_who text, p_who_name text, p_helps text, p_first_step text, p_due text, p_look_back_on date
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c conversation;
begin
	if exists (
		select 1 from agreement a
		where a.id = p_id and a.conversation_id is not distinct from p_conversation and coalesce(a.made_by_id, a.youth_id) = app_user()
	) then
		return 'added';
	end if;
	if p_conversation is null then
		if not exists (select 1 from person p where p.id = app_user() and p.kind = 'youth') then
			return 'missing';
		end if;
		if not sensitive_open() then
			return 'closed';
		end if;
		insert into agreement (id, youth_id, what, who, who_name, helps, first_step, due, look_back_on, made_by_name, made_at, confirmed_at)
		select p_id, p.id, p_what, p_who, p_who_name, p_helps, p_first_step, p_due, p_look_back_on, p.name, app_now(), app_now()
		from person p where p.id = app_user()
		on conflict (id) do nothing;
	else
		c := own_talk_as_guide(p_conversation);
		if c.id is null then
			return 'missing';
		end if;
		if c.state = 'cancelled' or c.agreed_at is not null then
			return 'fixed';
		end if;
		insert into agreement (id, youth_id, conversation_id, organisation_id, what, who, who_name, helps, first_step, due, look_back_on, made_by_id, made_by_name, made_at)
		select p_id, c.youth_id, c.id, c.organisation_id, p_what, p_who, p_who_name, p_helps, p_first_step, p_due, p_look_back_on, g.id, g.name, app_now()
		from person g where g.id = app_user()
		on conflict (id) do nothing;
		-- Who agrees with the summary agrees with what stands below it.
		update conversation set revision = revision + 1 where id = c.id and found;
	end if;
	return case when exists (select 1 from agreement a where a.id = p_id and coalesce(a.made_by_id, a.youth_id) = app_user()) then 'added' else 'missing' end;
end
$$;
--> statement-breakpoint
-- The guide who wrote it down changes it, as long as it is not confirmed; without words it goes.
-- outcome: changed (twice is once), moved, fixed (confirmed, or the talk was answered), missing.
create function change_agreement(
	p_id uuid, p_revision integer, p_what text, p_who text, p_who_name text, p_helps text, p_first_step text, p_due text, p_look_back_on date
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a agreement;
	c conversation;
begin
	select * into a from agreement x where x.id = p_id and x.made_by_id = app_user() for update;
	c := own_talk_as_guide(a.conversation_id);
	if c.id is null then
		return 'missing';
	end if;
	if row(a.what, a.who, a.who_name, a.helps, a.first_step, a.due, a.look_back_on)
		is not distinct from row(p_what, p_who, p_who_name, p_helps, p_first_step, p_due, p_look_back_on) then
		return 'changed';
	end if;
	if a.confirmed_at is not null or c.agreed_at is not null then
		return 'fixed';
	end if;
	if a.revision <> p_revision then
		return 'moved';
	end if;
	if p_what = '' then
		delete from agreement where id = a.id;
	else
		update agreement set what = p_what, who = p_who, who_name = p_who_name, helps = p_helps, first_step = p_first_step, due = p_due,
			look_back_on = p_look_back_on, revision = revision + 1 where id = a.id;
	end if;
	update conversation set revision = revision + 1 where id = c.id;
	return 'changed';
end
$$;
--> statement-breakpoint
-- The young person says yes to it, as it was read.
-- outcome: confirmed (twice is once), moved, closed (in a session that a mentor's code opened), missing.
create function confirm_agreement(p_id uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a agreement;
begin
	select * into a from agreement x where x.id = p_id and x.youth_id = app_user() for update;
	if not found then
		return 'missing';
	end if;
	if not sensitive_open() then
		return 'closed';
	end if;
	if a.confirmed_at is null then
		if a.revision <> p_revision then
			return 'moved';
		end if;
		update agreement set confirmed_at = app_now() where id = a.id;
	end if;
	return 'confirmed';
end
$$;
--> statement-breakpoint
-- How it goes, said by the young person or by a guide who sees it; who said so, and what they wrote, is its history.
-- outcome: set (twice is once), moved, closed (in a session that a mentor's code opened), missing.
create function set_agreement_state(p_id uuid, p_revision integer, p_state text, p_note text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a agreement;
	last agreement_event;
begin
	select * into a from agreement x
	where x.id = p_id and (x.youth_id = app_user() or guides_talk(x.youth_id, x.organisation_id, x.made_by_id, x.made_at)) for update;
	if not found then
		return 'missing';
	end if;
	if a.youth_id = app_user() and not sensitive_open() then
		return 'closed';
	end if;
	select * into last from agreement_event e where e.agreement_id = a.id order by e.at desc, e.id desc limit 1;
	if a.state = p_state and ((p_note = '' and last.id is null) or (last.note = p_note and last.by_id = app_user())) then
		return 'set';
	end if;
	if a.revision <> p_revision then
		return 'moved';
	end if;
	update agreement set state = p_state, revision = revision + 1 where id = a.id;
	insert into agreement_event (id, agreement_id, youth_id, state, note, by_id, by_name, at)
	select new_id(), a.id, a.youth_id, p_state, p_note, p.id, p.name, app_now() from person p where p.id = app_user();
	return 'set';
end
$$;
--> statement-breakpoint
grant execute on function
	plan_talk(uuid, uuid, uuid, uuid, text, timestamptz, integer, text, text, text),
	change_talk(uuid, integer, timestamptz, integer, text, text, text),
	cancel_talk(uuid, integer),
	keep_talk_notes(uuid, integer, text),
	close_talk(uuid, integer, date, text, text, boolean),
	agree_talk(uuid, integer, text),
	add_agreement(uuid, uuid, text, text, text, text, text, text, date),
	change_agreement(uuid, integer, text, text, text, text, text, text, date),
	confirm_agreement(uuid, integer),
	set_agreement_state(uuid, integer, text, text)
	to pvs_user;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Mail: that there is something, when, and with whom; never what was said or written
-- ---------------------------------------------------------------------------------------------------------------
-- Whether a planned conversation is still to come, with a guide who still guides.
create function talk_stands(c conversation) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.state = 'planned' and c.planned_for > app_now() and exists (
		select 1 from class_member m
		join class k on k.id = m.class_id and k.organisation_id = c.organisation_id
		join class_mentor g on g.class_id = m.class_id and g.person_id = c.guide_id
		where m.youth_id = c.youth_id and m.removed_at is null and class_lasts(m.class_id))
$$;
--> statement-breakpoint
-- What each of these mails says; null for who has no address.
create function talk_letter(c conversation) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'guide', c.guide_name, 'talk', c.id,
		'at', to_char(c.planned_for at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
	from person y where y.id = c.youth_id and address_of(y.id) is not null
$$;
--> statement-breakpoint
create function mail_talk_planned(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select talk_letter(c) from conversation c where c.id = p_subject and talk_stands(c)
$$;
--> statement-breakpoint
create function mail_talk_changed(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select talk_letter(c) from conversation c where c.id = p_subject and talk_stands(c)
$$;
--> statement-breakpoint
create function mail_talk_cancelled(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select talk_letter(c) from conversation c where c.id = p_subject and c.state = 'cancelled' and c.planned_for > app_now()
$$;
--> statement-breakpoint
create function mail_talk_summary(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select talk_letter(c) - 'at' from conversation c where c.id = p_subject and c.state = 'closed' and c.agreed_at is null
$$;
--> statement-breakpoint
-- The day before. Planned today for tomorrow was said today already.
create function remind_talks() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('talk_tomorrow', c.id, c.id || ' ' || app_today()))::integer
	from conversation c
	where c.state = 'planned' and (c.planned_for at time zone 'Europe/Amsterdam')::date = app_today() + 1
		and (c.made_at at time zone 'Europe/Amsterdam')::date < app_today() and talk_stands(c) and wants_reminders(c.youth_id)
$$;
--> statement-breakpoint
create function mail_talk_tomorrow(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select talk_letter(c) from conversation c
	where c.id = p_subject and talk_stands(c) and (c.planned_for at time zone 'Europe/Amsterdam')::date = app_today() + 1
		and wants_reminders(c.youth_id)
$$;
--> statement-breakpoint
-- What somebody looks back on now, while it is open: the day itself and two days after, in case nobody went round.
create function to_look_back_on(p_youth uuid default null) returns table (youth_id uuid, look_back_on date, count bigint)
language sql stable security definer set search_path = public, pg_temp as $$
	select a.youth_id, a.look_back_on, count(*) from agreement a
	where a.state = 'open' and a.confirmed_at is not null and a.look_back_on between app_today() - 2 and app_today()
		and (p_youth is null or a.youth_id = p_youth)
	group by a.youth_id, a.look_back_on
$$;
--> statement-breakpoint
-- One mail for all agreements of one day. The subject is the young person.
create function remind_look_back() returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	select count(*) filter (where send_mail_later('look_back', b.youth_id, b.youth_id || ' ' || b.look_back_on))::integer
	from to_look_back_on() b where wants_reminders(b.youth_id)
$$;
--> statement-breakpoint
create function mail_look_back(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'count', b.count)
	from person y, lateral (select sum(x.count)::integer as count from to_look_back_on(y.id) x) b
	where y.id = p_subject and b.count > 0 and wants_reminders(y.id)
$$;
