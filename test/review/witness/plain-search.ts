/**
 * The length of the shortest run to a bad state, found without any of the explorer's means: every run is walked
 * through, no state is remembered, no two states are taken for one. -1: no run of at most `longest` steps is bad.
 */
export function shortestBadRun<S>(
  start: S,
  after: (state: S) => readonly S[],
  bad: (state: S) => boolean,
  longest: number,
): number {
  for (let length = 0; length <= longest; length++) if (reaches(start, after, bad, length)) return length
  return -1
}

function reaches<S>(
  state: S,
  after: (state: S) => readonly S[],
  bad: (state: S) => boolean,
  left: number,
): boolean {
  if (left === 0) return bad(state)
  return after(state).some((next) => reaches(next, after, bad, left - 1))
}

/** Every order of steps: how often each of the callers 0, 1, … has its turn. */
export function orders(turns: readonly number[]): number[][] {
  if (turns.every((left) => left === 0)) return [[]]
  return turns.flatMap((left, caller) =>
    left === 0 ? [] : orders(turns.with(caller, left - 1)).map((rest) => [caller, ...rest]),
  )
}

/** Every subset of 0 … n-1. */
export function subsets(n: number): number[][] {
  return Array.from({ length: 2 ** n }, (_, mask) =>
    Array.from({ length: n }, (_, i) => i).filter((i) => Math.floor(mask / 2 ** i) % 2 === 1),
  )
}
