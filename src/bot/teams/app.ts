import { Refusal } from '../../review/refusal.ts'

/** Who we are to Microsoft. */
export type TeamsApp =
  | {
      readonly type: 'SingleTenant' | 'MultiTenant'
      readonly appId: string
      readonly password: string
      /** The organisation whose people may ask. */
      readonly tenantId: string
    }
  /** Nobody: for Microsoft's local stand-in of Teams, which signs nothing. This machine alone is answered. */
  | { readonly type: 'Playground' }

/** Throws Refusal('configuration') that names what is missing. */
export function completeApp(app: TeamsApp): TeamsApp {
  if (app.type === 'Playground') return app
  const settings = {
    TEAMS_APP_ID: app.appId,
    TEAMS_APP_PASSWORD: app.password,
    TEAMS_TENANT_ID: app.tenantId,
  }
  const missing = Object.entries(settings).flatMap(([name, value]) => (value.trim() === '' ? [name] : []))
  if (missing.length === 0) return app
  throw new Refusal(
    'configuration',
    `Teams is half configured: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
    'Set what is missing, or unset the other settings of Teams.',
  )
}
