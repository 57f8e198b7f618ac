-- The group roles (nologin), and the few functions that the policies in the next migration speak of.
-- Roles live in the whole cluster, so each is made only where it is missing.
do $$
declare
	role_name text;
begin
	foreach role_name in array array['pvs_user', 'pvs_visitor', 'pvs_system'] loop
		if not exists (select 1 from pg_roles where rolname = role_name) then
			execute format('create role %I nologin noinherit', role_name);
		end if;
	end loop;
end
$$;
--> statement-breakpoint
-- Nobody but the owner may make or call anything that is not granted below.
revoke all on schema public from public;
--> statement-breakpoint
grant usage on schema public to pvs_user, pvs_visitor, pvs_system;
--> statement-breakpoint
alter default privileges revoke execute on functions from public;
--> statement-breakpoint
-- The bodies below speak of tables that the next migration makes.
set check_function_bodies = off;
--> statement-breakpoint
-- The person in whose name the statement runs, set by enter_as_user(); null for a visitor.
create function app_user() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.user_id', true), '')::uuid;
--> statement-breakpoint
-- The one clock. Tests stop it by a row in clock, which only the owner can write.
-- The table by its full name: a temporary table of somebody's own would come first, and stop the clock for them.
-- (PL/pgSQL, because it keeps its plan: as SQL it would be planned anew in each statement.)
create function app_now() returns timestamptz
language plpgsql stable as $$ begin return coalesce((select at from public.clock), now()); end $$;
--> statement-breakpoint
-- Today, in the country where the dates are meant.
create function app_today() returns date
language sql stable as $$ select (app_now() at time zone 'Europe/Amsterdam')::date $$;
--> statement-breakpoint
-- Whether the person is a mentor of a class that this young person is in. A function, so that saving an answer, which
-- runs under the same policies, does not pay for three nested queries that it never needs.
create function mentors_youth(p_youth uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (
		select 1 from class_member m join class_mentor c on c.class_id = m.class_id
		where m.youth_id = p_youth and m.removed_at is null and c.person_id = app_user()
	);
end
$$;
--> statement-breakpoint
-- The school at which the person is a mentor of this passport's owner and may read the answers now; null when not.
create function mentor_from(p_passport uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name
	from passport p
	join class_member m on m.youth_id = p.youth_id and m.removed_at is null
	join class_mentor c on c.class_id = m.class_id and c.person_id = app_user()
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	where p.id = p_passport and p.state <> 'draft'
		-- Not handed in is null, and null is no. Who joins another class later has not said "klaar" to that mentor.
		and m.joined_at <= p.handed_in_at
	order by k.name limit 1
$$;
--> statement-breakpoint
-- The same as a question, for the policies.
create function mentor_reads(p_passport uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select mentor_from(p_passport) is not null $$;
--> statement-breakpoint
grant execute on function app_user(), app_now(), app_today() to pvs_user, pvs_visitor, pvs_system;
--> statement-breakpoint
grant execute on function mentors_youth(uuid), mentor_reads(uuid) to pvs_user;
--> statement-breakpoint
set check_function_bodies = on;
