import type { Logger } from 'pino'
import type { Part } from '../../blocks/card.ts'
import { png } from '../../blocks/pictures/png.ts'
import type { Picture } from '../../blocks/pictures/scene.ts'
import type { Place, Platform } from '../../jobs/platform.ts'

/** A picture as a message of this place shows it; nothing where there is none, or where it cannot be shown. */
export async function drawn(
  picture: Picture | null,
  name: string,
  { platform, place, log }: { readonly platform: Platform; readonly place: Place; readonly log: Logger },
): Promise<Part[]> {
  if (picture === null || platform.upload === undefined) return []
  const { alt } = picture
  try {
    const shown = await platform.upload(place, { name, alt, png: (width) => png(picture, { width }) })
    return shown === null ? [] : [{ kind: 'picture', shown, alt }]
  } catch (error) {
    // Its words say the same: an answer does not wait for a picture.
    log.warn({ err: error }, 'A picture could not be shown.')
    return []
  }
}
