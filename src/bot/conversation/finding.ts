import type { Card } from '../../blocks/card.ts'
import { type Detail, details, findingButtons } from '../../blocks/cards/actions.ts'
import { detailCard, openedParts } from '../../blocks/cards/details.ts'
import { findingCard } from '../../blocks/cards/finding.ts'
import { worstFirst } from '../../blocks/cards/order.ts'
import type { Said } from '../../blocks/cards/verdict.ts'
import { witnessPicture } from '../../blocks/pictures/witness.ts'
import { LeaseLost } from '../../jobs/lease.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Finding } from '../../review/report.ts'
import type { Pressed } from './answers.ts'
import type { Desk } from './desk.ts'
import { giveVerdict, saidIn, takeBack } from './dismiss.ts'
import { drawn } from './drawn.ts'

/** Opens a detail below the card; where one message cannot hold both, in a message of its own. */
export async function showDetail(pressed: Pressed, desk: Desk): Promise<void> {
  const { click, report, said } = pressed
  const finding = findingOf(pressed)
  const detail = detailOf(click.action)
  const { platform, place } = click
  const picture =
    detail === 'show-failure'
      ? await drawn(witnessPicture(finding), 'how-it-fails.png', { platform, place, log: desk.log })
      : []
  const opened = openedParts(detail, finding, report, picture)
  const card = cardOf(pressed, finding, said(finding), { detail, opened })
  if (await changed(pressed, finding, card, desk)) return
  await pressed.post([detailCard(detail, finding, report, picture)])
}

/** The card as it was. */
export async function hideDetail(pressed: Pressed, desk: Desk): Promise<void> {
  const finding = findingOf(pressed)
  if (await changed(pressed, finding, cardOf(pressed, finding, pressed.said(finding)), desk)) return
  throw new Refusal('not-found', 'That card cannot be changed any more.', 'Ask for the review again.')
}

/** Keeps that somebody finds a finding right, and says so on its card. */
export async function markRight(pressed: Pressed, desk: Desk): Promise<void> {
  const { click, repository } = pressed
  const finding = findingOf(pressed)
  const given = { repository, finding, verdict: 'right', scope: 'place', reason: '', until: null } as const
  await giveVerdict(click, given, desk)
  await showVerdict(pressed, finding, desk)
}

/** Takes back what was said of a finding, so that its card is whole again. */
export async function undoVerdict(pressed: Pressed, desk: Desk): Promise<void> {
  const { click, repository, report } = pressed
  const finding = findingOf(pressed)
  await takeBack(click, { repository, finding, report }, desk)
  await showVerdict(pressed, finding, desk)
}

/** Shows what is said of a finding now: on its card, else in a message of its own. */
export async function showVerdict(pressed: Omit<Pressed, 'of'>, finding: Finding, desk: Desk): Promise<void> {
  const { click, repository, report } = pressed
  const { platform, place } = click
  const where = { platform: platform.name, channel: place.channel, repository }
  const saidOf = await saidIn({ db: desk.jobs.db, now: desk.clock() }, where, report)
  const card = cardOf(pressed, finding, saidOf(finding))
  if (!(await changed(pressed, finding, card, desk))) await platform.post(place, [card])
}

/** The finding that a button speaks of. Throws Refusal('not-found') where the report does not hold it. */
export function findingOf({ report, of }: Pick<Pressed, 'report' | 'of'>): Finding {
  const found = report.findings.find((finding) => finding.fingerprint === of)
  if (found) return found
  throw new Refusal('not-found', 'That finding is not in the review any more.', 'Ask for the review again.')
}

function cardOf(
  { report, review }: Pick<Pressed, 'report' | 'review'>,
  finding: Finding,
  said: Said | undefined,
  { detail = null, opened = [] }: { detail?: Detail | null; opened?: Card['parts'] } = {},
): Card {
  const position = worstFirst(report, { all: true }).find((each) => each.finding === finding)?.number ?? 0
  const besides = said === undefined ? {} : { said }
  const buttons = findingButtons(finding, review, { ...besides, open: detail })
  return findingCard(finding, position, report, buttons, { ...besides, opened })
}

/**
 * Changes the card in its place, where the platform says that it stays one message. False where it cannot be changed:
 * its message is not known, is gone, or holds a part of it only.
 */
async function changed(
  { click, report, review, said }: Omit<Pressed, 'of'>,
  finding: Finding,
  card: Card,
  { log }: Desk,
): Promise<boolean> {
  const { platform, place, message } = click
  if (message === undefined || platform.fits === undefined) return false
  const before = cardOf({ report, review }, finding, said(finding))
  if (!platform.fits(before) || !platform.fits(card)) return false
  try {
    await platform.update({ ...place, id: message }, card)
    return true
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    log.warn({ err: error }, 'A card could not be changed in its place.')
    return false
  }
}

function detailOf(action: string): Detail {
  const found = details.find((each) => each === action)
  if (found === undefined) throw new Error(`${action} opens nothing of a finding.`)
  return found
}
