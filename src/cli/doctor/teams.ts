import { type Check, failed, off, ok } from './check.ts'

export interface TeamsSettings {
  readonly appId: string | undefined
  readonly password: string | undefined
  readonly tenantId: string | undefined
  /** SingleTenant, MultiTenant, or Playground: the stand-in on this machine, which needs nothing else. */
  readonly type: string
  readonly port: string
}

const name = 'Teams'
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const types = ['SingleTenant', 'MultiTenant']

/** Looks at the settings alone: whether Microsoft accepts them shows when the first message comes. */
export function teamsCheck({ appId, password, tenantId, type, port }: TeamsSettings): Check {
  if (type === 'Playground') return ok(name, `For the Playground on this machine, on port ${port}.`)
  if (!appId && !password && !tenantId) {
    return off(name, 'Not configured.', 'Set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID for Teams.')
  }
  if (!appId)
    return failed(
      name,
      'TEAMS_APP_ID is not set.',
      'Copy it from the Azure Bot: Configuration, Microsoft App ID.',
    )
  if (!guid.test(appId)) {
    return failed(name, 'TEAMS_APP_ID is no app id.', 'Write it as 00000000-0000-0000-0000-000000000000.')
  }
  if (!password) {
    return failed(
      name,
      'TEAMS_APP_PASSWORD is not set.',
      'Make a client secret of that app and copy its value.',
    )
  }
  // A common slip: the id of a secret, which is a GUID, stands beside its value.
  if (guid.test(password)) {
    return failed(
      name,
      'TEAMS_APP_PASSWORD holds the id of a secret.',
      'Copy the value of the client secret, not its id.',
    )
  }
  if (!types.includes(type)) {
    return failed(
      name,
      'TEAMS_APP_TYPE is no type of app.',
      `Set it to ${types.join(' or ')}, as the Azure Bot says.`,
    )
  }
  if (!tenantId) {
    const next = 'Set it to the Directory (tenant) ID of your organisation, whose people may ask.'
    return failed(name, 'TEAMS_TENANT_ID is not set.', next)
  }
  if (!guid.test(tenantId)) {
    return failed(
      name,
      'TEAMS_TENANT_ID is no tenant id.',
      'Write it as 00000000-0000-0000-0000-000000000000.',
    )
  }
  return ok(name, `The settings of the ${type} app fit together; it listens on port ${port}.`)
}
