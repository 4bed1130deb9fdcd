import { eq } from 'drizzle-orm'
import { openStore } from '../src/store/open.ts'
import { requests } from '../src/store/schema.ts'

export type Review = Pick<typeof requests.$inferSelect, 'workspace' | 'turn' | 'lined' | 'begun' | 'answered'>

interface Order {
  readonly reviews: number
  readonly answered: number
  /** Reviews that began while one with a lower turn stood in the line. */
  readonly outOfTurn: number
  /** Seconds from the line to the beginning, of half of the reviews: of the workspace that asked for many, and of the others. */
  readonly waited: { readonly greedy: number; readonly others: number }
}

/** The reviews as the bot has left them in its database. */
export async function readReviews(dataFolder: string, databaseUrl: string | null): Promise<Review[]> {
  const failed = (error: Error) => {
    throw error
  }
  const store = await openStore({ dataFolder, databaseUrl, failed })
  try {
    return await store.db.select().from(requests).where(eq(requests.kind, 'review'))
  } finally {
    await store.close()
  }
}

/** In which order reviews began; `greedy` is the workspace that asked for many at once. */
export function orderOf(reviews: readonly Review[], greedy: string): Order {
  const waits = (of: (review: Review) => boolean) => {
    const seconds: number[] = []
    for (const { lined, begun } of reviews.filter(of)) {
      if (lined && begun) seconds.push((begun.getTime() - lined.getTime()) / 1_000)
    }
    return quantile(seconds, 0.5)
  }
  return {
    reviews: reviews.length,
    answered: reviews.filter(({ answered }) => answered !== null).length,
    outOfTurn: reviews.filter((review) => passedOver(review, reviews)).length,
    waited: {
      greedy: waits(({ workspace }) => workspace === greedy),
      others: waits(({ workspace }) => workspace !== greedy),
    },
  }
}

/** Milliseconds within which two workers of one process fetch side by side. */
const together = 1_000

function passedOver({ begun, turn }: Review, rows: readonly Review[]): boolean {
  const at = begun?.getTime() ?? 0
  return rows.some((other) => {
    const stood = (other.lined?.getTime() ?? Infinity) + together < at
    return other.turn < turn && stood && (other.begun?.getTime() ?? Infinity) > at + together
  })
}

/** The value that this share of the values does not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
