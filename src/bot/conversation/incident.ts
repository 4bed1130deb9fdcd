import { incidentCard } from '../../blocks/cards/incident.ts'
import { explainIncident, type Incident } from '../../review/incident/explain.ts'
import { Refusal } from '../../review/refusal.ts'
import { lastReviewIn } from '../../store/last-review.ts'
import { hearAsk } from './ask.ts'
import type { Heard } from './port.ts'
import { sentenceCard } from './say.ts'

type IncidentDesk = Parameters<typeof hearAsk>[2]

/**
 * Ranks which findings of the last review of this place explain what somebody saw, in a thread. Words that name
 * nothing known go to the model, where a key is set and we were spoken to. Rejects with a Refusal where there is no
 * review, or nothing was understood.
 */
export async function hearIncident(heard: Heard, said: string, desk: IncidentDesk): Promise<void> {
  const { platform, place, person, via } = heard
  const last = await lastReviewIn(desk.jobs.db, platform.name, place)
  if (last === undefined) {
    throw new Refusal(
      'not-found',
      'There is no review here that could explain it.',
      'Review first, for example: review . on main. Then say incident and what happened.',
    )
  }
  const { report, repository } = last
  let incident: Incident
  try {
    incident = explainIncident(said, report)
  } catch (error) {
    const isOpen = error instanceof Refusal && error.code === 'not-understood'
    if (isOpen && desk.ask !== null && via !== 'command')
      return hearAsk(
        heard,
        `What in this code could explain this incident, and what to check first: ${said}`,
        desk,
      )
    throw error
  }
  const card = incidentCard(incident, report)
  const by = person.name === person.id ? '' : `For ${person.name}: `
  // In a channel one line stands for the card, which is long.
  const thread = place.thread ?? (await platform.post(place, [sentenceCard(`${by}${card.summary}`)])).id
  await platform.post({ ...place, thread }, [card])
  const symptoms = incident.symptoms.map(({ id }) => id)
  desk.log.info({ person: person.id, symptoms, causes: incident.causes.length, over: repository }, 'incident')
}
