import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import type { Activity } from './activity.ts'
import { tenantOf } from './address.ts'
import type { TeamsApp } from './app.ts'

/** Checks what arrives and signs what leaves. */
export type Authentication = ConfigurationBotFrameworkAuthentication

/** Where Microsoft publishes the keys that it signs with, and the issuer of its tokens; another for tests. */
export interface Issuer {
  readonly metadata: string
  readonly name: string
}

const microsoft: Issuer = {
  metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  name: 'https://api.botframework.com',
}

export function authenticationOf(app: TeamsApp, issuer = microsoft): Authentication {
  if (app.type === 'Playground') return new ConfigurationBotFrameworkAuthentication({})
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: app.appId,
    MicrosoftAppPassword: app.password,
    MicrosoftAppTenantId: app.tenantId,
    MicrosoftAppType: app.type,
    // All of them: where one is given, the package takes none of its own.
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: issuer.name,
    ToBotFromChannelOpenIdMetadataUrl: issuer.metadata,
    ToBotFromEmulatorOpenIdMetadataUrl:
      'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
    OAuthUrl: 'https://token.botframework.com',
    CallerId: 'urn:botframework:azure',
  })
}

type Verdict = 'welcome' | 'unsigned' | 'stranger'

/**
 * Whether an activity is signed by Microsoft for us (`unsigned` where not), and from our organisation (`stranger`
 * where not). Rejects where that cannot be told, since Microsoft's keys cannot be fetched.
 */
export async function verdictOn(
  activity: Activity,
  header: string,
  app: TeamsApp,
  authentication: Authentication,
): Promise<Verdict> {
  try {
    await authentication.authenticateRequest(activity as never, header)
  } catch (error) {
    if (isUnsigned(error)) return 'unsigned'
    throw error
  }
  if (app.type === 'Playground') return isLoopback(activity.serviceUrl) ? 'welcome' : 'stranger'
  return tenantOf(activity)?.toLowerCase() === app.tenantId.toLowerCase() ? 'welcome' : 'stranger'
}

/** The package gives errors of its own, and those of jsonwebtoken as they are. */
function isUnsigned(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError', 'SyntaxError'].includes(error.name))
    return true
  return 'statusCode' in error && error.statusCode === 401
}

export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]'
}
