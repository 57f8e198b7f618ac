-- ---------------------------------------------------------------------------------------------------------------
-- The caseload of a Doorstroompunt: for its consultants together, who stand in for each other. Nothing here reads a passport.
-- ---------------------------------------------------------------------------------------------------------------
-- A case of a Doorstroompunt where the person is a consultant, kept for them until the end of the transaction. For the functions.
create function case_to_change(p_case uuid) returns setof guidance_case
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from guidance_case g where g.id = p_case and consults_at(g.organisation_id) for update
$$;
--> statement-breakpoint
-- The cases of the person's Doorstroompunt, or one of them: with who holds it, the last attempt to reach somebody, and until which
-- birthday the Doorstroompunt looks after them, by the limit that holds today. A pause is told to who guides them.
create function caseload(p_case uuid default null)
returns table (
	id uuid, organisation_id uuid, organisation text, consultant_id uuid, consultant text, consultant_since timestamptz, youth_id uuid,
	guides boolean, paused boolean, name text, born_on date, until date, reach text, origin text, phase text, phase_since timestamptz,
	next_action text, next_on date, outcome text, opened_at timestamptz, closed_at timestamptz, revision integer, attempts integer,
	last_at timestamptz, last_channel text, last_result text
)
language sql stable security definer set search_path = public, pg_temp as $$
	select g.id, o.id, o.name, p.id, p.name, g.consultant_since, g.youth_id,
		y.guides, y.guides and on_pause(g.youth_id), g.name, g.born_on,
		(g.born_on + make_interval(years => age_limit_today('doorstroompunt')))::date, g.reach, g.origin, g.phase, g.phase_since,
		g.next_action, g.next_on, g.outcome, g.opened_at, g.closed_at, g.revision, coalesce(a.attempts, 0), l.at, l.channel, l.result
	from organisation o
	join guidance_case g on g.organisation_id = o.id and (p_case is null or g.id = p_case)
	join person p on p.id = g.consultant_id
	left join lateral (select g.youth_id is not null and guides_youth(g.youth_id, o.id) as guides) y on true
	left join lateral (select count(*)::integer as attempts from contact_attempt x where x.case_id = g.id) a on true
	left join lateral (select x.at, x.channel, x.result from contact_attempt x where x.case_id = g.id order by x.at desc, x.id desc limit 1) l on true
	where consults_at(o.id)
$$;
--> statement-breakpoint
-- Opens a case, held by who opens it. outcome: opened (twice is once), missing (no consultant there).
create function open_case(p_case uuid, p_organisation uuid, p_name text, p_born_on date, p_reach text, p_origin text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if not consults_at(p_organisation) then
		return 'missing';
	end if;
	insert into guidance_case (id, organisation_id, consultant_id, consultant_since, name, born_on, reach, origin, phase_since, opened_at)
	values (p_case, p_organisation, app_user(), app_now(), trim(p_name), p_born_on, trim(p_reach), trim(p_origin), app_now(), app_now())
	on conflict (id) do nothing;
	return case when exists (select 1 from guidance_case g where g.id = p_case and g.organisation_id = p_organisation) then 'opened' else 'missing' end;
end
$$;
--> statement-breakpoint
-- Changes who it is about and how they are reached. outcome: changed (twice is once), moved (changed since it was read), missing.
create function change_case(p_case uuid, p_revision integer, p_name text, p_born_on date, p_reach text, p_origin text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	g guidance_case;
begin
	select * into g from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	if (g.name, g.reach, g.origin) = (trim(p_name), trim(p_reach), trim(p_origin)) and g.born_on is not distinct from p_born_on then
		return 'changed';
	end if;
	if g.revision <> p_revision then
		return 'moved';
	end if;
	update guidance_case set name = trim(p_name), born_on = p_born_on, reach = trim(p_reach), origin = trim(p_origin), revision = revision + 1
	where id = g.id;
	return 'changed';
end
$$;
--> statement-breakpoint
-- Brings a case into a phase; closing says how it ended, and whoever comes back is opened again.
-- outcome: changed (twice is once), moved (changed since it was read), unfinished (closing without an outcome), missing.
create function move_case(p_case uuid, p_revision integer, p_phase text, p_outcome text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	g guidance_case;
	ends boolean := p_phase = 'closed';
begin
	select * into g from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	if ends and p_outcome is null then
		return 'unfinished';
	end if;
	if g.phase = p_phase and (not ends or g.outcome = p_outcome) then
		return 'changed';
	end if;
	if g.revision <> p_revision then
		return 'moved';
	end if;
	update guidance_case set phase = p_phase, phase_since = app_now(), outcome = case when ends then p_outcome end,
		closed_at = case when ends then app_now() end, revision = revision + 1
	where id = g.id;
	return 'changed';
end
$$;
--> statement-breakpoint
-- Notes a try to reach somebody. The first one brings a case from in view to reaching.
-- outcome: noted (twice is once), closed (open it again first), missing.
create function note_contact(p_attempt uuid, p_case uuid, p_channel text, p_result text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	g guidance_case;
begin
	select * into g from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	if exists (select 1 from contact_attempt a where a.id = p_attempt) then
		return case when exists (select 1 from contact_attempt a where a.id = p_attempt and a.case_id = g.id) then 'noted' else 'missing' end;
	end if;
	if g.phase = 'closed' then
		return 'closed';
	end if;
	insert into contact_attempt (id, case_id, channel, result, by_id, by_name)
	select p_attempt, g.id, p_channel, p_result, p.id, p.name from person p where p.id = app_user();
	if g.phase = 'in_view' then
		update guidance_case set phase = 'reaching', phase_since = app_now(), revision = revision + 1 where id = g.id;
	end if;
	return 'noted';
end
$$;
--> statement-breakpoint
-- Takes back a slip of the finger: an own attempt of the last hour. The phase stays. outcome: gone (twice is once), too_late, missing.
create function take_back_contact(p_attempt uuid, p_case uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	noted_at timestamptz;
begin
	perform 1 from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	select a.at into noted_at from contact_attempt a where a.id = p_attempt and a.case_id = p_case;
	if not found then
		return 'gone';
	end if;
	delete from contact_attempt a where a.id = p_attempt and a.by_id = app_user() and a.at > app_now() - interval '1 hour';
	return case when found then 'gone' else 'too_late' end;
end
$$;
--> statement-breakpoint
-- What is done next, and when; empty and null for nothing. outcome: planned (twice is once), moved (changed since it was read), missing.
create function plan_next(p_case uuid, p_revision integer, p_action text, p_on date) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	g guidance_case;
begin
	select * into g from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	if g.next_action = trim(p_action) and g.next_on is not distinct from p_on then
		return 'planned';
	end if;
	if g.revision <> p_revision then
		return 'moved';
	end if;
	update guidance_case set next_action = trim(p_action), next_on = p_on, revision = revision + 1 where id = g.id;
	return 'planned';
end
$$;
--> statement-breakpoint
-- A colleague at the same Doorstroompunt holds the case from now on. Twice is once. outcome: taken, missing.
create function take_over_case(p_case uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	perform 1 from case_to_change(p_case);
	if not found then
		return 'missing';
	end if;
	update guidance_case set consultant_id = app_user(), consultant_since = app_now(), revision = revision + 1
	where id = p_case and consultant_id <> app_user();
	return 'taken';
end
$$;
--> statement-breakpoint
-- Says whose account a case is about: of somebody in a group here that the consultant guides. Null takes it off.
-- outcome: linked (twice is once), other (it is about another account, or that account has a case here), missing.
create function link_case(p_case uuid, p_youth uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	g guidance_case;
begin
	select * into g from case_to_change(p_case);
	if not found or (p_youth is not null and not guides_youth(p_youth, g.organisation_id)) then
		return 'missing';
	end if;
	if g.youth_id is not distinct from p_youth then
		return 'linked';
	end if;
	if p_youth is not null and (g.youth_id is not null
		or exists (select 1 from guidance_case x where x.organisation_id = g.organisation_id and x.youth_id = p_youth)) then
		return 'other';
	end if;
	update guidance_case set youth_id = p_youth, revision = revision + 1 where id = g.id;
	return 'linked';
end
$$;
--> statement-breakpoint
-- What the young person sees: that a Doorstroompunt has a case, who holds it and since when, and whom to ask there. Nothing of what
-- stands in it.
create function own_cases() returns table (organisation text, consultant text, since timestamptz, help_person text, help_reach text)
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name, p.name, g.consultant_since, o.help_person, o.help_reach
	from guidance_case g
	join organisation o on o.id = g.organisation_id
	join person p on p.id = g.consultant_id
	where g.youth_id = app_user()
	order by g.opened_at
$$;
--> statement-breakpoint
grant execute on function
	caseload(uuid), open_case(uuid, uuid, text, date, text, text), change_case(uuid, integer, text, date, text, text),
	move_case(uuid, integer, text, text), note_contact(uuid, uuid, text, text), take_back_contact(uuid, uuid),
	plan_next(uuid, integer, text, date), take_over_case(uuid), link_case(uuid, uuid), own_cases()
to pvs_user;
