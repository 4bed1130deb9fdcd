import type { Stage } from './stage.ts'

/** ana's command for a review of this tag, delivered once or again under one id; whether it was acknowledged. */
export async function delivers(workspace: Stage['workspace'], tag: string): Promise<boolean> {
  const form = new URLSearchParams({
    command: '/distreview',
    text: `review lib on ${tag}`,
    channel_id: workspace.channel,
    user_id: workspace.personId('ana'),
    user_name: 'ana',
    team_id: 'T000000001',
    trigger_id: `trigger-${tag}`,
    response_url: `${workspace.apiUrl}unused`,
  })
  const type = 'application/x-www-form-urlencoded'
  try {
    const { status } = await workspace.send({ body: form.toString(), type })
    return status === 200
  } catch {
    // The process was not there, or was killed before it answered.
    return false
  }
}
