import { operatorText } from '../operators.ts'

/**
 * The operators that are symbols, as a tree of their bytes: `steps[state * 128 + byte]` is the state after one more
 * byte, 0 where no operator goes on so; `ends[state]` is the code of the operator that ends there plus one, or 0.
 */
const symbols = operatorText.filter((text) => !/^[a-z]/.test(text))
const mostStates = 1 + symbols.join('').length
const steps = new Uint8Array(mostStates * 128)
const ends = new Uint8Array(mostStates)

let states = 1
for (const text of symbols) {
  let state = 0
  for (const letter of text) {
    const edge = state * 128 + letter.charCodeAt(0)
    if (steps[edge] === 0) steps[edge] = states++
    state = steps[edge] as number
  }
  ends[state] = operatorText.indexOf(text) + 1
}

/** The code of the longest operator at `at`, or -1. */
export function symbolAt(bytes: Uint8Array, at: number): number {
  let state = 0
  let found = 0
  for (let next = at; ; next++) {
    const byte = bytes[next] as number
    if (byte > 127) return found - 1
    state = steps[state * 128 + byte] as number
    if (state === 0) return found - 1
    const end = ends[state] as number
    if (end !== 0) found = end
  }
}

/** Bytes of each operator by its code. */
export const operatorLength = Uint8Array.from(operatorText, (text) => text.length)
