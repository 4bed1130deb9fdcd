import { setTimeout as pause } from 'node:timers/promises'
import type { Shown } from '../../../blocks/card.ts'
import type { Upload } from '../../../jobs/platform.ts'
import { type Client, patience } from './client.ts'

/** Pixels: twice what a client shows, for screens that have twice as many. */
const width = 1_200
/** Milliseconds between looks at whether Slack has read the picture; a block with one that it has not is refused. */
const looks = [0, 200, 400, 800, 1_600]

/**
 * Gives Slack a picture, in no channel: a block shows it to whoever sees the message. Resolves to null where Slack has
 * not read it after some seconds; rejects with Slack's error.
 */
export async function upload(client: Client, { name, png, alt }: Upload): Promise<Shown | null> {
  const bytes = png(width)
  const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.byteLength,
    alt_text: alt,
  })
  if (!address || !id) throw new Error('Slack did not say where to put the picture.')
  const put = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  })
  if (!put.ok) throw new Error(`The address for the picture answered ${put.status}.`)
  await client.files.completeUploadExternal({ files: [{ id, title: name }] })
  for (const wait of looks) {
    if (wait > 0) await pause(wait)
    const { file } = await client.files.info({ file: id })
    if (file?.mimetype) return { kind: 'file', id }
  }
  return null
}
