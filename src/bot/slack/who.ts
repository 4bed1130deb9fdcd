import { z } from 'zod'
import type { Person } from '../conversation/port.ts'
import type { Connection } from './outbound.ts'

export const User = z.object({
  id: z.string(),
  username: z.string().optional(),
  name: z.string().optional(),
  team_id: z.string().optional(),
})

export function personOf({ id, username, name }: z.infer<typeof User>): Person {
  return { id, name: username ?? name ?? id }
}

/** Which team something happened in; a whole organisation of an Enterprise Grid names no team and itself instead. */
export const Team = {
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
}

interface Teams {
  readonly team?: string | null | undefined
  readonly enterprise?: string | null | undefined
}

/** Whose turns are counted together: the team, else the organisation, else where the app is installed. */
export function workspaceOf({ team, enterprise }: Teams, { teamId, enterpriseId }: Connection): string {
  return team ?? enterprise ?? (teamId || (enterpriseId ?? ''))
}
