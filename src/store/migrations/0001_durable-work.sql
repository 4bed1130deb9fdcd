CREATE TABLE "distreview"."leases" (
	"work" text PRIMARY KEY NOT NULL,
	"fence" integer NOT NULL,
	"taken" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distreview"."steps" (
	"work" text NOT NULL,
	"step" text NOT NULL,
	"value" json,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "steps_work_step_pk" PRIMARY KEY("work","step")
);
--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "workspace" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "lined" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "begun" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "round" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "distreview"."requests" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
CREATE INDEX "reviews_commit_repository_index" ON "distreview"."reviews" USING btree ("commit","repository");