import {
  boolean,
  index,
  integer,
  json,
  pgSchema,
  primaryKey,
  serial,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { Report } from '../review/report.ts'

/** A schema of our own: the database of DATABASE_URL may hold other programs. */
const distreview = pgSchema('distreview')

const instant = () => timestamp({ withTimezone: true })
const made = () => instant().notNull().defaultNow()

/** What somebody asked for and is still to be answered, or was. */
export const requests = distreview.table(
  'requests',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['review'] }).notNull(),
    platform: text({ enum: ['slack', 'web', 'teams'] }).notNull(),
    channel: text().notNull(),
    /** null: the channel itself. */
    thread: text(),
    person: text().notNull(),
    /** As the platform shows it; the id where it is not known. */
    personName: text().notNull(),
    /** The words as they were understood, by the grammar of bot/request. */
    asked: json().$type<unknown>().notNull(),
    state: text({ enum: ['open', 'answered'] })
      .notNull()
      .default('open'),
    created: made(),
    answered: instant(),
  },
  (table) => [index().on(table.state)],
)

/** A finished review, whole, so that nothing of it is made again. */
export const reviews = distreview.table(
  'reviews',
  {
    id: text().primaryKey(),
    /** Who asked for it: a request or a schedule, or neither any more. */
    request: text().references(() => requests.id, { onDelete: 'set null' }),
    schedule: integer(),
    repository: text().notNull(),
    paths: json().$type<readonly string[]>().notNull(),
    ref: text(),
    /** Full object id; null is a folder without git. */
    commit: text(),
    /** json, not jsonb: its keys keep their order, so that cards made from it again are the same. */
    report: json().$type<Report>().notNull(),
    created: made(),
  },
  (table) => [index().on(table.request), index().on(table.schedule, table.created)],
)

/** The findings of a review, so that they can be followed across reviews by either fingerprint. */
export const findings = distreview.table(
  'findings',
  {
    review: text()
      .notNull()
      .references(() => reviews.id, { onDelete: 'cascade' }),
    /** 0 is the first of the report. */
    position: integer().notNull(),
    rule: text().notNull(),
    severity: text().notNull(),
    title: text().notNull(),
    path: text().notNull(),
    posted: boolean().notNull(),
    fingerprint: text().notNull(),
    symbolFingerprint: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.review, table.position] }),
    index().on(table.fingerprint),
    index().on(table.symbolFingerprint),
  ],
)

/** A post is a row before it is sent; one without `message` may have been sent or not. */
export const outbox = distreview.table('outbox', {
  key: text().primaryKey(),
  channel: text().notNull(),
  thread: text(),
  /** The first message of the post, and the thread that the platform put it in. */
  message: text(),
  messageThread: text(),
  created: made(),
})

/** Reviews that come again by the calendar. */
export const schedules = distreview.table(
  'schedules',
  {
    /** What people call it by. */
    id: serial().primaryKey(),
    platform: text({ enum: ['slack', 'web', 'teams'] }).notNull(),
    channel: text().notNull(),
    thread: text(),
    person: text().notNull(),
    personName: text().notNull(),
    repository: text().notNull(),
    paths: json().$type<readonly string[]>().notNull(),
    ref: text(),
    every: text({ enum: ['weekly', 'monthly', 'quarterly'] }).notNull(),
    /** Local time, `09:00`. */
    at: text().notNull(),
    /** IANA name, `Europe/Berlin`. */
    zone: text().notNull(),
    created: made(),
    lastRun: instant(),
    nextRun: instant().notNull(),
  },
  (table) => [index().on(table.nextRun), index().on(table.platform, table.channel)],
)

/** Names of deliveries that were taken, so that one that comes again is not taken twice. */
export const heard = distreview.table('heard', { delivery: text().primaryKey(), at: made() }, (table) => [
  index().on(table.at),
])
