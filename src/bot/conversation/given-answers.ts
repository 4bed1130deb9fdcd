import { createBounded } from './bounded.ts'

/**
 * Which buttons were answered in which thread, so that nothing is posted twice. It forgets the oldest; then the
 * answer is posted again, which is the lesser evil.
 */
export interface GivenAnswers {
  /** Gives the answer, or resolves to 'given' when it was given before or by somebody who pressed at the same time. */
  once(key: string, answer: () => Promise<void>): Promise<'new' | 'given'>
}

export function createGivenAnswers(limit = 2_000): GivenAnswers {
  const answers = createBounded<Promise<void>>(limit)
  return {
    async once(key, answer) {
      const earlier = answers.get(key)
      if (earlier !== undefined) {
        const succeeded = await earlier.then(
          () => true,
          () => false,
        )
        if (succeeded) return 'given'
      }
      const attempt = answer()
      answers.set(key, attempt)
      try {
        await attempt
      } catch (error) {
        // What failed was not given: the next press tries again.
        if (answers.get(key) === attempt) answers.delete(key)
        throw error
      }
      return 'new'
    },
  }
}
