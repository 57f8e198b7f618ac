CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" uuid NOT NULL,
	"key" text,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"claimed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "mail_once" UNIQUE("kind","key"),
	CONSTRAINT "mail_outcome" CHECK ("mail"."outcome" in ('sent', 'nothing') and ("mail"."outcome" is null) = ("mail"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "mail_ended" ON "mail" USING btree ("ended_at");