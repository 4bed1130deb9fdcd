const units: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
}
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const scales: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
  k: 1_000,
}

/** A number and how many words it takes; null where none begins here. `a dozen`, `twenty five`, `two hundred and ten`, `3 million`. */
export function numberAt(
  words: readonly string[],
  from: number,
): { readonly value: number; readonly length: number } | null {
  const first = words[from] ?? ''
  if (first === 'minus' || first === 'negative') {
    const rest = numberAt(words, from + 1)
    return rest === null ? null : { value: -rest.value, length: rest.length + 1 }
  }
  const second = words[from + 1] ?? ''
  if ((first === 'a' || first === 'one') && second in scales && second !== 'k') {
    return continued(words, from + 2, scales[second] ?? 1, 2)
  }
  if ((first === 'a' && second === 'couple') || (first === 'couple' && second === 'of')) {
    const length = first === 'couple' ? 2 : words[from + 2] === 'of' ? 3 : 2
    const scale = scales[words[from + length] ?? ''] ?? 1
    return { value: 2 * scale, length: scale === 1 ? length : length + 1 }
  }
  if (first === 'half' && second === 'a' && words[from + 2] === 'dozen') return { value: 6, length: 3 }
  // "Hundred-odd" is a hundred; "a few hundred" is no number.
  const isVague = /^(?:few|several|many|couple|half|of|per|by|the|some|quarter)$/.test(words[from - 1] ?? '')
  if (['dozen', 'hundred', 'thousand'].includes(first) && !isVague) {
    return continued(words, from + 1, scales[first] ?? 1, 1)
  }
  const digits = /^[-−]?\d+(?:\.\d+)?$/.test(first) ? Number(first.replace('−', '-')) : undefined
  let value = digits ?? units[first] ?? tens[first]
  if (value === undefined) return null
  let length = 1
  if (first in tens && (units[second] ?? 10) < 10) {
    value += units[second] ?? 0
    length = 2
  }
  const scale = scales[words[from + length] ?? '']
  if (scale === undefined) return { value, length }
  return continued(words, from + length + 1, value * scale, length + 1)
}

/** After `hundred` and `thousand` more may follow: `two hundred and ten`. Digits are a number of their own. */
function continued(words: readonly string[], from: number, value: number, length: number) {
  const and = words[from] === 'and' ? 1 : 0
  const next = words[from + and] ?? ''
  if (!(next in units || next in tens) || value < 100) return { value, length }
  const rest = numberAt(words, from + and)
  if (rest === null || rest.value >= value) return { value, length }
  return { value: value + rest.value, length: length + and + rest.length }
}
