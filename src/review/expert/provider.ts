import type Anthropic from '@anthropic-ai/sdk'
import { ModelFailure } from './failure.ts'

/** Who serves the model: its own API, or a cloud through a package of its own that is installed beside distreview. */
export type Provider =
  | { readonly via: 'api'; readonly apiKey: string; readonly baseUrl?: string }
  | { readonly via: 'bedrock'; readonly region: string }
  | { readonly via: 'vertex'; readonly region: string; readonly project: string }

export interface Wire {
  readonly fetch?: typeof fetch
  readonly maxRetries: number
  /** Milliseconds until an answer begins. */
  readonly timeout: number
}

/** What we use of every client; those of the clouds have the same messages. */
export type Client = Pick<Anthropic, 'messages'>

type Packages = (name: string) => Promise<unknown>

const packages = { bedrock: '@anthropic-ai/bedrock-sdk', vertex: '@anthropic-ai/vertex-sdk' } as const
const installed: Packages = (name) => import(name)

/**
 * The client of a provider. Of the environment nothing is read for the API: key and address are what is given; the
 * clouds' packages find their own credentials. Rejects with a ModelFailure where such a package is not installed.
 */
export async function openClient(
  provider: Provider,
  wire: Wire,
  load: Packages = installed,
): Promise<Client> {
  const { fetch, ...limits } = wire
  const usual = { ...limits, logLevel: 'off' as const, ...(fetch ? { fetch } : {}) }
  if (provider.via === 'api') {
    const { default: Api } = await import('@anthropic-ai/sdk')
    return new Api({
      apiKey: provider.apiKey,
      authToken: null,
      webhookKey: null,
      baseURL: provider.baseUrl ?? 'https://api.anthropic.com',
      ...usual,
    })
  }
  const { via, region } = provider
  const Cloud = await constructorOf(packages[via], via, load)
  return via === 'bedrock'
    ? new Cloud({ awsRegion: region, ...usual })
    : new Cloud({ region, projectId: provider.project, ...usual })
}

type Constructor = new (options: Readonly<Record<string, unknown>>) => Client

async function constructorOf(name: string, via: string, load: Packages): Promise<Constructor> {
  const missing = (cause: unknown) =>
    new ModelFailure(
      `EXPERT_VIA is ${via}, and its package is not there: install ${name} beside distreview.`,
      { cause },
    )
  const loaded = (await load(name).catch((error: unknown) => {
    throw missing(error)
  })) as { readonly default?: unknown }
  if (typeof loaded.default !== 'function') throw missing(null)
  return loaded.default as Constructor
}
