-- ---------------------------------------------------------------------------------------------------------------
-- Guest links: somebody without an account, by a link and a code
-- ---------------------------------------------------------------------------------------------------------------
-- The owner sees how a link stands, never the hashes by which it is opened.
grant select (id, youth_id, kind, name, email, until, max_openings, openings, wrong_tries, made_at, ended_at) on guest_link to pvs_user;
--> statement-breakpoint
grant insert on guest_link to pvs_user;
--> statement-breakpoint
grant update (ended_at) on guest_link to pvs_user;
--> statement-breakpoint
create trigger stamp_guest_link before insert on guest_link for each row execute function stamp_new_row();
--> statement-breakpoint
create or replace function stamp_new_row() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if current_user = 'pvs_user' then
		case tg_table_name
			when 'passport' then
				new.progress := '{}';
				new.created_at := app_now();
				new.last_activity_at := app_now();
			when 'hand_in' then
				new.at := app_now();
				new.taken_back_at := null;
			when 'remark' then new.updated_at := app_now();
			when 'consent' then
				new.given_at := app_now();
				new.replaced_by := null;
			when 'guest_link' then new.made_at := app_now();
		end case;
	end if;
	return new;
end
$$;
--> statement-breakpoint
-- How a link stands today. (Ten wrong codes in all lock it: six digits are then one in a hundred thousand.)
create function guest_status(l guest_link) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select case
		when l.ended_at is not null or l.until < app_today() then 'ended'
		when l.wrong_tries >= 10 then 'locked'
		when l.openings >= l.max_openings then 'used_up'
		else 'open' end
$$;
--> statement-breakpoint
-- How a link stands, for whoever has its address. Nothing says whose it is.
create function guest_link_status(p_kind text, p_token_hash text) returns table (status text)
language sql stable security definer set search_path = public, pg_temp as $$
	select guest_status(l) from guest_link l where l.token_hash = p_token_hash and l.kind = p_kind
$$;
--> statement-breakpoint
-- Opens a link with its code: a session of half an hour in one browser.
-- outcome: in, wrong, blocked (too many wrong codes from this address), locked, used_up, ended, missing.
create function open_guest_link(p_kind text, p_token_hash text, p_code_hash text, p_session_hash text, p_reader_name text, p_address_hash text)
returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	l guest_link;
begin
	if too_many_failures('guest code of nobody', p_address_hash) then
		return 'blocked';
	end if;
	-- Locked, so that guesses at the same moment are counted one after the other.
	select * into l from guest_link where token_hash = p_token_hash and kind = p_kind for update;
	if not found then
		perform count_failure('guest code', p_address_hash);
		return 'missing';
	end if;
	if guest_status(l) <> 'open' then
		return guest_status(l);
	end if;
	if l.code_hash is distinct from p_code_hash or trim(coalesce(p_reader_name, '')) = '' then
		update guest_link set wrong_tries = wrong_tries + 1 where id = l.id;
		perform count_failure('guest code', p_address_hash);
		return 'wrong';
	end if;
	update guest_link set openings = openings + 1 where id = l.id;
	insert into guest_session (token_hash, link_id, reader_name, expires_at)
	values (p_session_hash, l.id, left(trim(p_reader_name), 100), app_now() + interval '30 minutes');
	return 'in';
end
$$;
--> statement-breakpoint
-- The link that a guest is in by, with the name given at the door; no row when the session, or the link, has ended. A link
-- that is used up lets whoever is in finish.
create function guest_in(p_kind text, p_token_hash text, p_session_hash text) returns table (link guest_link, reader_name text)
language sql stable security definer set search_path = public, pg_temp as $$
	select l, s.reader_name
	from guest_session s join guest_link l on l.id = s.link_id
	where s.token_hash = p_session_hash and s.expires_at > app_now()
		and l.token_hash = p_token_hash and l.kind = p_kind and guest_status(l) in ('open', 'used_up')
$$;
--> statement-breakpoint
create function who_is_guest(p_kind text, p_token_hash text, p_session_hash text) returns table (reader_name text)
language sql stable security definer set search_path = public, pg_temp as $$
	select g.reader_name from guest_in(p_kind, p_token_hash, p_session_hash) g
$$;
--> statement-breakpoint
create function leave_as_guest(p_session_hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	delete from guest_session where token_hash = p_session_hash
$$;
--> statement-breakpoint
grant execute on function guest_link_status(text, text), open_guest_link(text, text, text, text, text, text),
	who_is_guest(text, text, text), leave_as_guest(text) to pvs_visitor;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Consents for more than teams
-- ---------------------------------------------------------------------------------------------------------------
grant select (token_hash, expires_at), delete on guest_session to pvs_system;
--> statement-breakpoint
-- Whether a representative's yes opens this consent, and nobody's no closes it (UAVG 5).
create function representative_allows(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
--> statement-breakpoint
-- Whether a consent opens anything today: not withdrawn, replaced or ended, and the young person old enough to decide
-- alone, or a representative decided along.
create or replace function consent_is_open(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today()
		and (old_enough(c.youth_id) or representative_allows(c))
$$;
