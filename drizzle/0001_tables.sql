CREATE TABLE "credential" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT app_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credential" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"called" text NOT NULL,
	"pronouns" text DEFAULT '' NOT NULL,
	"born_on" date,
	"sign_in_name" text,
	"email" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "person_sign_in_name_unique" UNIQUE("sign_in_name"),
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_kind" CHECK ("person"."kind" in ('youth', 'staff')),
	CONSTRAINT "person_can_sign_in" CHECK ("person"."sign_in_name" is not null or "person"."email" is not null),
	CONSTRAINT "person_youth_born" CHECK ("person"."kind" <> 'youth' or "person"."born_on" is not null)
);
--> statement-breakpoint
ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_hash" text NOT NULL,
	"address_hash" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_failure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"consent_id" uuid,
	"event" text NOT NULL,
	"reader_id" uuid NOT NULL,
	"reader_name" text NOT NULL,
	"reader_from" text NOT NULL,
	"parts" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_log_event" CHECK ("access_log"."event" in ('mentor-read', 'mentor-read-sensitive', 'edition-read'))
);
--> statement-breakpoint
ALTER TABLE "access_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"edition_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"until" date NOT NULL,
	"given_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "consent_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "consent_edition" UNIQUE("id","edition_id"),
	CONSTRAINT "consent_purpose" CHECK ("consent"."purpose" in ('intake'))
);
--> statement-breakpoint
ALTER TABLE "consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent_part" (
	"consent_id" uuid NOT NULL,
	"edition_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "consent_part_consent_id_part_pk" PRIMARY KEY("consent_id","part")
);
--> statement-breakpoint
ALTER TABLE "consent_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"held_on" date NOT NULL,
	"present" text NOT NULL,
	CONSTRAINT "conversation_kind" CHECK ("conversation"."kind" in ('mentorgesprek'))
);
--> statement-breakpoint
ALTER TABLE "conversation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "remark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"section" text NOT NULL,
	"mentor_id" uuid NOT NULL,
	"text" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"sign_off_id" uuid,
	CONSTRAINT "remark_length" CHECK (length("remark"."text") <= 5000)
);
--> statement-breakpoint
ALTER TABLE "remark" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_off" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"mentor_id" uuid NOT NULL,
	"mentor_name" text NOT NULL,
	"mentor_from" text NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "sign_off_conversation" UNIQUE("conversation_id")
);
--> statement-breakpoint
ALTER TABLE "sign_off" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "age_limit" (
	"key" text NOT NULL,
	"valid_from" date NOT NULL,
	"years" integer NOT NULL,
	CONSTRAINT "age_limit_key_valid_from_pk" PRIMARY KEY("key","valid_from")
);
--> statement-breakpoint
ALTER TABLE "age_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "class_member" (
	"class_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"joined_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "class_member_class_id_youth_id_pk" PRIMARY KEY("class_id","youth_id")
);
--> statement-breakpoint
ALTER TABLE "class_member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "class_mentor" (
	"class_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "class_mentor_class_id_person_id_pk" PRIMARY KEY("class_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "class_mentor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "clock" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "clock_only" CHECK ("clock"."only")
);
--> statement-breakpoint
ALTER TABLE "clock" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"region_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"help_person" text DEFAULT '' NOT NULL,
	"help_reach" text DEFAULT '' NOT NULL,
	CONSTRAINT "organisation_kind" CHECK ("organisation"."kind" in ('vo', 'mbo', 'doorstroompunt'))
);
--> statement-breakpoint
ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "region" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "region" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "class" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"school_year" integer NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "class_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "class" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_role" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"team_id" uuid,
	CONSTRAINT "staff_role_once" UNIQUE("person_id","role","organisation_id","team_id"),
	CONSTRAINT "staff_role_role" CHECK ("staff_role"."role" in ('mentor', 'intaker', 'rmc_consultant')),
	CONSTRAINT "staff_role_team" CHECK (("staff_role"."role" = 'intaker') = ("staff_role"."team_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "staff_role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"courses" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "team" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answer" (
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"question" text NOT NULL,
	"section" text NOT NULL,
	"position" integer NOT NULL,
	"sensitive" boolean NOT NULL,
	"choice" integer,
	"after" text,
	"status" text NOT NULL,
	"value" jsonb,
	"revision" integer NOT NULL,
	"passport_revision" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_passport_id_question_pk" PRIMARY KEY("passport_id","question"),
	CONSTRAINT "answer_status" CHECK (("answer"."status" = 'answered') = ("answer"."value" is not null) and "answer"."status" in ('answered', 'unknown', 'skipped', 'empty')),
	CONSTRAINT "answer_size" CHECK (pg_column_size("answer"."value") < 65536)
);
--> statement-breakpoint
ALTER TABLE "answer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "edition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	"view" text NOT NULL,
	"with_remarks" boolean NOT NULL,
	"sign_off_id" uuid,
	CONSTRAINT "edition_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "edition_number" UNIQUE("passport_id","number"),
	CONSTRAINT "edition_view" CHECK ("edition"."view" in ('agree', 'different'))
);
--> statement-breakpoint
ALTER TABLE "edition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "edition_line" (
	"edition_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"part" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"value" jsonb NOT NULL,
	"changed_after_talk" boolean NOT NULL,
	CONSTRAINT "edition_line_edition_id_kind_about_pk" PRIMARY KEY("edition_id","kind","about"),
	CONSTRAINT "edition_line_kind" CHECK ("edition_line"."kind" in ('answer', 'remark', 'different'))
);
--> statement-breakpoint
ALTER TABLE "edition_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "edition_part" (
	"edition_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"part" text NOT NULL,
	"position" integer NOT NULL,
	"salt" text NOT NULL,
	"fingerprint" text NOT NULL,
	CONSTRAINT "edition_part_edition_id_part_pk" PRIMARY KEY("edition_id","part")
);
--> statement-breakpoint
ALTER TABLE "edition_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hand_in" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"taken_back_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "hand_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passport" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"instrument_key" text NOT NULL,
	"instrument_version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"progress" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"handed_in_at" timestamp with time zone,
	"last_activity_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "passport_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "passport_once" UNIQUE("youth_id","instrument_key"),
	CONSTRAINT "passport_state" CHECK ("passport"."state" in ('draft', 'ready', 'discussed', 'agreed'))
);
--> statement-breakpoint
ALTER TABLE "passport" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passport_transition" (
	"event" text NOT NULL,
	"actor" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "passport_transition_event_from_state_pk" PRIMARY KEY("event","from_state")
);
--> statement-breakpoint
ALTER TABLE "passport_transition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shown_to_mentor" (
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"question" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "shown_to_mentor_passport_id_question_pk" PRIMARY KEY("passport_id","question")
);
--> statement-breakpoint
ALTER TABLE "shown_to_mentor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_log" ADD CONSTRAINT "access_log_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_edition_owner" FOREIGN KEY ("edition_id","youth_id") REFERENCES "public"."edition"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_part" ADD CONSTRAINT "consent_part_consent" FOREIGN KEY ("consent_id","edition_id") REFERENCES "public"."consent"("id","edition_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_part" ADD CONSTRAINT "consent_part_owner" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_part" ADD CONSTRAINT "consent_part_part" FOREIGN KEY ("edition_id","part") REFERENCES "public"."edition_part"("edition_id","part") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark" ADD CONSTRAINT "remark_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark" ADD CONSTRAINT "remark_sign_off_id_sign_off_id_fk" FOREIGN KEY ("sign_off_id") REFERENCES "public"."sign_off"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark" ADD CONSTRAINT "remark_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_member" ADD CONSTRAINT "class_member_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_member" ADD CONSTRAINT "class_member_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_mentor" ADD CONSTRAINT "class_mentor_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_mentor" ADD CONSTRAINT "class_mentor_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_region_id_region_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."region"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class" ADD CONSTRAINT "class_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_passport" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_passport" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_line" ADD CONSTRAINT "edition_line_part" FOREIGN KEY ("edition_id","part") REFERENCES "public"."edition_part"("edition_id","part") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_line" ADD CONSTRAINT "edition_line_edition" FOREIGN KEY ("edition_id","youth_id") REFERENCES "public"."edition"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_part" ADD CONSTRAINT "edition_part_edition" FOREIGN KEY ("edition_id","youth_id") REFERENCES "public"."edition"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_in" ADD CONSTRAINT "hand_in_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_to_mentor" ADD CONSTRAINT "shown_to_mentor_passport" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_failure_account" ON "sign_in_failure" USING btree ("account_hash","at");--> statement-breakpoint
CREATE INDEX "sign_in_failure_address" ON "sign_in_failure" USING btree ("address_hash","at");--> statement-breakpoint
CREATE INDEX "access_log_youth" ON "access_log" USING btree ("youth_id","at");--> statement-breakpoint
CREATE INDEX "access_log_consent" ON "access_log" USING btree ("consent_id");--> statement-breakpoint
CREATE INDEX "consent_youth" ON "consent" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "consent_team" ON "consent" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_part_one_choice" ON "consent_part" USING btree ("consent_id") WHERE "consent_part"."part" like 'keuze%';--> statement-breakpoint
CREATE INDEX "conversation_passport" ON "conversation" USING btree ("passport_id");--> statement-breakpoint
CREATE INDEX "remark_passport" ON "remark" USING btree ("passport_id");--> statement-breakpoint
CREATE UNIQUE INDEX "remark_draft" ON "remark" USING btree ("passport_id","section","mentor_id") WHERE "remark"."sign_off_id" is null;--> statement-breakpoint
CREATE INDEX "sign_off_passport" ON "sign_off" USING btree ("passport_id");--> statement-breakpoint
CREATE INDEX "class_member_youth" ON "class_member" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "class_mentor_person" ON "class_mentor" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "staff_role_team_index" ON "staff_role" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "team_organisation" ON "team" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "hand_in_passport" ON "hand_in" USING btree ("passport_id");--> statement-breakpoint
CREATE POLICY "person_select" ON "person" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("person"."id" = app_user() or mentors_youth("person"."id"));--> statement-breakpoint
CREATE POLICY "person_update" ON "person" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("person"."id" = app_user()) WITH CHECK ("person"."id" = app_user());--> statement-breakpoint
CREATE POLICY "person_system_select" ON "person" AS PERMISSIVE FOR SELECT TO "pvs_system" USING ("person"."is_demo");--> statement-breakpoint
CREATE POLICY "session_select" ON "session" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("session"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "session_delete" ON "session" AS PERMISSIVE FOR DELETE TO "pvs_user" USING ("session"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "session_system_select" ON "session" AS PERMISSIVE FOR SELECT TO "pvs_system" USING ("session"."expires_at" < app_now());--> statement-breakpoint
CREATE POLICY "session_system_delete" ON "session" AS PERMISSIVE FOR DELETE TO "pvs_system" USING ("session"."expires_at" < app_now());--> statement-breakpoint
CREATE POLICY "sign_in_failure_system_select" ON "sign_in_failure" AS PERMISSIVE FOR SELECT TO "pvs_system" USING ("sign_in_failure"."at" < app_now() - interval '1 day');--> statement-breakpoint
CREATE POLICY "sign_in_failure_system_delete" ON "sign_in_failure" AS PERMISSIVE FOR DELETE TO "pvs_system" USING ("sign_in_failure"."at" < app_now() - interval '1 day');--> statement-breakpoint
CREATE POLICY "access_log_select" ON "access_log" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("access_log"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "consent_select" ON "consent" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("consent"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "consent_insert" ON "consent" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("consent"."youth_id" = app_user() and "consent"."withdrawn_at" is null and "consent"."until" >= app_today());--> statement-breakpoint
CREATE POLICY "consent_update" ON "consent" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("consent"."youth_id" = app_user() and "consent"."withdrawn_at" is null) WITH CHECK ("consent"."youth_id" = app_user() and "consent"."withdrawn_at" is not null);--> statement-breakpoint
CREATE POLICY "consent_part_select" ON "consent_part" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("consent_part"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "consent_part_insert" ON "consent_part" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("consent_part"."youth_id" = app_user() and exists (
				select 1 from consent c where c.id = "consent_part"."consent_id" and c.youth_id = app_user() and c.withdrawn_at is null and c.given_at = app_now()));--> statement-breakpoint
CREATE POLICY "conversation_select" ON "conversation" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("conversation"."youth_id" = app_user() or mentor_reads("conversation"."passport_id"));--> statement-breakpoint
CREATE POLICY "remark_select" ON "remark" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (("remark"."youth_id" = app_user() and "remark"."sign_off_id" is not null) or ("remark"."mentor_id" = app_user() and mentor_reads("remark"."passport_id"))
				or ("remark"."sign_off_id" is not null and mentor_reads("remark"."passport_id")));--> statement-breakpoint
CREATE POLICY "remark_insert" ON "remark" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("remark"."mentor_id" = app_user() and "remark"."sign_off_id" is null and mentor_reads("remark"."passport_id"));--> statement-breakpoint
CREATE POLICY "remark_update" ON "remark" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("remark"."mentor_id" = app_user() and "remark"."sign_off_id" is null and mentor_reads("remark"."passport_id")) WITH CHECK ("remark"."mentor_id" = app_user() and "remark"."sign_off_id" is null and mentor_reads("remark"."passport_id"));--> statement-breakpoint
CREATE POLICY "sign_off_select" ON "sign_off" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("sign_off"."youth_id" = app_user() or mentor_reads("sign_off"."passport_id"));--> statement-breakpoint
CREATE POLICY "age_limit_select" ON "age_limit" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (true);--> statement-breakpoint
CREATE POLICY "class_member_select" ON "class_member" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("class_member"."youth_id" = app_user() or "class_member"."class_id" in (select c.class_id from class_mentor c where c.person_id = app_user()));--> statement-breakpoint
CREATE POLICY "class_member_update" ON "class_member" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING (("class_member"."removed_at" is null or "class_member"."removed_at" > app_now() - interval '1 hour') and "class_member"."class_id" in (select c.class_id from class_mentor c where c.person_id = app_user())) WITH CHECK ("class_member"."class_id" in (select c.class_id from class_mentor c where c.person_id = app_user()));--> statement-breakpoint
CREATE POLICY "class_mentor_select" ON "class_mentor" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("class_mentor"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "clock_select" ON "clock" AS PERMISSIVE FOR SELECT TO public USING (true);--> statement-breakpoint
CREATE POLICY "organisation_select" ON "organisation" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (true);--> statement-breakpoint
CREATE POLICY "region_select" ON "region" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (true);--> statement-breakpoint
CREATE POLICY "class_select" ON "class" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("class"."id" in (select c.class_id from class_mentor c where c.person_id = app_user())
				or "class"."id" in (select m.class_id from class_member m where m.youth_id = app_user() and m.removed_at is null));--> statement-breakpoint
CREATE POLICY "staff_role_select" ON "staff_role" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("staff_role"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "staff_role_system_select" ON "staff_role" AS PERMISSIVE FOR SELECT TO "pvs_system" USING (exists (select 1 from person p where p.id = "staff_role"."person_id" and p.is_demo));--> statement-breakpoint
CREATE POLICY "team_select" ON "team" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (true);--> statement-breakpoint
CREATE POLICY "answer_select" ON "answer" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("answer"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "answer_insert" ON "answer" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("answer"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "answer_update" ON "answer" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("answer"."youth_id" = app_user()) WITH CHECK ("answer"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "edition_select" ON "edition" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("edition"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "edition_line_select" ON "edition_line" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("edition_line"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "edition_part_select" ON "edition_part" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("edition_part"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "hand_in_select" ON "hand_in" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("hand_in"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "hand_in_insert" ON "hand_in" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("hand_in"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "hand_in_update" ON "hand_in" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("hand_in"."youth_id" = app_user()) WITH CHECK ("hand_in"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "passport_select" ON "passport" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("passport"."youth_id" = app_user() or mentors_youth("passport"."youth_id"));--> statement-breakpoint
CREATE POLICY "passport_insert" ON "passport" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("passport"."youth_id" = app_user() and "passport"."state" = 'draft' and "passport"."revision" = 0 and "passport"."handed_in_at" is null);--> statement-breakpoint
CREATE POLICY "passport_update" ON "passport" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("passport"."youth_id" = app_user()) WITH CHECK ("passport"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "passport_transition_select" ON "passport_transition" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (true);--> statement-breakpoint
CREATE POLICY "shown_to_mentor_all" ON "shown_to_mentor" AS PERMISSIVE FOR ALL TO "pvs_user" USING ("shown_to_mentor"."youth_id" = app_user()) WITH CHECK ("shown_to_mentor"."youth_id" = app_user());