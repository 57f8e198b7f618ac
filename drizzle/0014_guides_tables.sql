CREATE TABLE "pause" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT app_now() NOT NULL,
	"until" date
);
--> statement-breakpoint
ALTER TABLE "pause" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agreement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"conversation_id" uuid,
	"organisation_id" uuid,
	"what" text NOT NULL,
	"who" text NOT NULL,
	"who_name" text DEFAULT '' NOT NULL,
	"helps" text DEFAULT '' NOT NULL,
	"first_step" text DEFAULT '' NOT NULL,
	"due" text DEFAULT '' NOT NULL,
	"look_back_on" date,
	"state" text DEFAULT 'open' NOT NULL,
	"made_by_id" uuid,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "agreement_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "agreement_who" CHECK ("agreement"."who" in ('youth', 'guide', 'both', 'other') and ("agreement"."who" = 'other') = (trim("agreement"."who_name") <> '')),
	CONSTRAINT "agreement_state" CHECK ("agreement"."state" in ('open', 'done', 'different', 'paused', 'let_go')),
	CONSTRAINT "agreement_words" CHECK (trim("agreement"."what") <> '' and length("agreement"."what") <= 1000 and length("agreement"."who_name") <= 200 and length("agreement"."helps") <= 200
				and length("agreement"."first_step") <= 1000 and length("agreement"."due") <= 200)
);
--> statement-breakpoint
ALTER TABLE "agreement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agreement_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agreement_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"state" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"by_id" uuid NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "agreement_event_state" CHECK ("agreement_event"."state" in ('open', 'done', 'different', 'paused', 'let_go') and length("agreement_event"."note") <= 1000)
);
--> statement-breakpoint
ALTER TABLE "agreement_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"result" text NOT NULL,
	"by_id" uuid NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "contact_attempt_channel" CHECK ("contact_attempt"."channel" in ('app', 'sms', 'mail', 'letter', 'phone', 'visit')),
	CONSTRAINT "contact_attempt_result" CHECK ("contact_attempt"."result" in ('reached', 'no_answer', 'appointment', 'not_now', 'wrong_address'))
);
--> statement-breakpoint
ALTER TABLE "contact_attempt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"consultant_id" uuid NOT NULL,
	"consultant_since" timestamp with time zone NOT NULL,
	"youth_id" uuid,
	"name" text NOT NULL,
	"born_on" date,
	"reach" text DEFAULT '' NOT NULL,
	"origin" text DEFAULT '' NOT NULL,
	"phase" text DEFAULT 'in_view' NOT NULL,
	"phase_since" timestamp with time zone NOT NULL,
	"next_action" text DEFAULT '' NOT NULL,
	"next_on" date,
	"outcome" text,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "guidance_case_youth" UNIQUE("organisation_id","youth_id"),
	CONSTRAINT "guidance_case_phase" CHECK ("guidance_case"."phase" in ('in_view', 'reaching', 'guiding', 'aftercare', 'closed')),
	CONSTRAINT "guidance_case_outcome" CHECK (("guidance_case"."outcome" is null or "guidance_case"."outcome" in ('education', 'learning_working', 'work', 'day_activities', 'care', 'moved', 'age_limit', 'other'))
				and ("guidance_case"."phase" = 'closed') = ("guidance_case"."closed_at" is not null) and ("guidance_case"."phase" = 'closed') = ("guidance_case"."outcome" is not null)),
	CONSTRAINT "guidance_case_words" CHECK (trim("guidance_case"."name") <> '' and length("guidance_case"."name") <= 80 and length("guidance_case"."reach") <= 200 and length("guidance_case"."origin") <= 200 and length("guidance_case"."next_action") <= 200)
);
--> statement-breakpoint
ALTER TABLE "guidance_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "passport" DROP CONSTRAINT "passport_once";--> statement-breakpoint
ALTER TABLE "consent" DROP CONSTRAINT "consent_purpose";--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner" UNIQUE("id","youth_id");--> statement-breakpoint
ALTER TABLE "conversation" DROP CONSTRAINT "conversation_kind";--> statement-breakpoint
UPDATE "conversation" SET "kind" = 'mentor' WHERE "kind" = 'mentorgesprek';--> statement-breakpoint
ALTER TABLE "conversation" ALTER COLUMN "passport_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ALTER COLUMN "held_on" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ALTER COLUMN "present" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "organisation_id" uuid;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "state" text DEFAULT 'held' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "planned_for" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "way" text DEFAULT 'together' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "place" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "coming" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "notes" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "summary" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "agreed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "different" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "guide_id" uuid;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "guide_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "guide_from" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "made_at" timestamp with time zone DEFAULT app_now() NOT NULL;--> statement-breakpoint
ALTER TABLE "passport" ADD COLUMN "organisation_id" uuid;--> statement-breakpoint
ALTER TABLE "pause" ADD CONSTRAINT "pause_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_conversation_owner" FOREIGN KEY ("conversation_id","youth_id") REFERENCES "public"."conversation"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_event" ADD CONSTRAINT "agreement_event_owner" FOREIGN KEY ("agreement_id","youth_id") REFERENCES "public"."agreement"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_attempt" ADD CONSTRAINT "contact_attempt_of" FOREIGN KEY ("case_id") REFERENCES "public"."guidance_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidance_case" ADD CONSTRAINT "guidance_case_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidance_case" ADD CONSTRAINT "guidance_case_consultant_id_person_id_fk" FOREIGN KEY ("consultant_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidance_case" ADD CONSTRAINT "guidance_case_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_youth" ON "agreement" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "agreement_conversation" ON "agreement" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "agreement_event_agreement" ON "agreement_event" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "contact_attempt_case" ON "contact_attempt" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "guidance_case_organisation" ON "guidance_case" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "guidance_case_youth_index" ON "guidance_case" USING btree ("youth_id");--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_guide_id_person_id_fk" FOREIGN KEY ("guide_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport" ADD CONSTRAINT "passport_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_youth" ON "conversation" USING btree ("youth_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passport_under_way" ON "passport" USING btree ("youth_id","instrument_key") WHERE "passport"."state" <> 'agreed';--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_purpose" CHECK ("consent"."purpose" in ('intake', 'guidance'));--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_state" CHECK ("conversation"."state" in ('planned', 'held', 'closed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_way" CHECK ("conversation"."way" in ('together', 'phone', 'video', 'home'));--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_held" CHECK ("conversation"."state" in ('planned', 'cancelled') or "conversation"."held_on" is not null);--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_words" CHECK (length("conversation"."place") <= 200 and length("conversation"."coming") <= 200 and length("conversation"."present") <= 200 and length("conversation"."notes") <= 5000
				and length("conversation"."summary") <= 5000 and length("conversation"."different") <= 5000);--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_kind" CHECK ("conversation"."kind" in ('mentor', 'driehoek', 'intake', 'exit', 'toekomst', 're-entry', 'netwerk', 'nazorg'));--> statement-breakpoint
CREATE POLICY "pause_own" ON "pause" AS PERMISSIVE FOR ALL TO "pvs_user" USING ("pause"."person_id" = app_user()) WITH CHECK ("pause"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "pause_select" ON "pause" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (mentors_youth("pause"."person_id"));--> statement-breakpoint
CREATE POLICY "agreement_select" ON "agreement" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("agreement"."youth_id" = app_user() or guides_talk("agreement"."youth_id", "agreement"."organisation_id", "agreement"."made_by_id", "agreement"."made_at"));--> statement-breakpoint
CREATE POLICY "agreement_event_select" ON "agreement_event" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("agreement_event"."youth_id" = app_user() or exists (select 1 from agreement a where a.id = "agreement_event"."agreement_id"));--> statement-breakpoint
CREATE POLICY "contact_attempt_select" ON "contact_attempt" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (exists (select 1 from guidance_case g where g.id = "contact_attempt"."case_id" and app_user() is not null));--> statement-breakpoint
CREATE POLICY "guidance_case_select" ON "guidance_case" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (consults_at("guidance_case"."organisation_id"));--> statement-breakpoint
ALTER POLICY "conversation_select" ON "conversation" TO pvs_user USING ("conversation"."youth_id" = app_user() or mentor_reads("conversation"."passport_id") or guides_talk("conversation"."youth_id", "conversation"."organisation_id", "conversation"."guide_id", "conversation"."made_at"));--> statement-breakpoint
ALTER POLICY "passport_select" ON "passport" TO pvs_user USING ("passport"."youth_id" = app_user() or guides_youth("passport"."youth_id", "passport"."organisation_id"));