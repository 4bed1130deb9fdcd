import type { Claim } from './claim.ts'
import { checkedPlaces, type Sight } from './sight.ts'

/** `Shop.Stock.put/2`, `shop_lock:take/1`: a function with its module and arity. */
const named = /(?:\b((?:[A-Z]\w*\.)+)|(?:^|[\s`("'])([a-z]\w*):)([a-z_]\w*[?!]?)\/(\d{1,2})\b/g

/** A place or a function that the words of a claim name and that is not there; null where all are. */
export function falseWords(
  { problem, failureScenario, impact, fix }: Pick<Claim, 'problem' | 'failureScenario' | 'impact' | 'fix'>,
  sight: Sight,
): string | null {
  const said = [problem, ...failureScenario, impact]
  for (const words of said) {
    const missing = missingFunction(words, sight)
    if (missing !== null) return `it speaks of ${missing}, which is not defined in this program`
  }
  for (const words of [...said, fix]) {
    if (checkedPlaces(words, sight).wrongPlaces > 0) return 'its words name a place that is not there'
  }
  return null
}

/** Functions of libraries cannot be looked up: only those of modules that the program defines. */
function missingFunction(words: string, sight: Sight): string | null {
  for (const [, elixir, erlang, name = '', arity] of words.matchAll(named)) {
    const module = elixir?.replace(/\.$/, '') ?? erlang ?? ''
    const isOwn = sight.files.some(({ form }) => form.modules.some((each) => each.name === module))
    if (isOwn && sight.functions(module, name, Number(arity)).length === 0)
      return `${module}${elixir ? '.' : ':'}${name}/${arity}`
  }
  return null
}
