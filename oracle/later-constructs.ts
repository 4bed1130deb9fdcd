import type { Language } from '../src/review/source/form.ts'

/**
 * Syntax whose meaning is younger than the parsers that we compare with (Elixir 1.14, OTP 25): what holds it and is
 * refused or read otherwise there is no fault of ours. Each is held against trees written from the language's
 * documents in test/review/source.
 */
interface LaterConstruct {
  readonly language: Language
  readonly name: string
  /** The release that gave it this meaning. */
  readonly since: string
  /** What the older parser does with it: refuse it, or read it as something else. */
  readonly older: 'refuses' | 'reads otherwise'
  /** How it is recognised in a file (Elixir) or form (Erlang) without comments and the contents of strings. */
  readonly seen: RegExp
}

const laterConstructs: readonly LaterConstruct[] = [
  {
    language: 'elixir',
    name: 'sigil with a name of several capitals',
    since: 'Elixir 1.15',
    older: 'refuses',
    seen: /~[A-Z][A-Z0-9]+["'([{<|/]/,
  },
  {
    language: 'elixir',
    name: 'identifier that mixes scripts by an underscore',
    since: 'Elixir 1.18',
    older: 'refuses',
    seen: /[a-z0-9]_[\x80-\xff]|[\x80-\xff]_[a-z0-9]/,
  },
  {
    language: 'erlang',
    name: 'triple-quoted string',
    since: 'OTP 27',
    older: 'reads otherwise',
    seen: /"""/,
  },
  {
    language: 'erlang',
    name: '`maybe` as a word of the language by itself',
    since: 'OTP 27',
    older: 'reads otherwise',
    seen: /\bmaybe\b/,
  },
  {
    language: 'erlang',
    name: 'triple-quoted string that holds quotes',
    since: 'OTP 27',
    older: 'refuses',
    seen: /"""/,
  },
  { language: 'erlang', name: '~ sigil', since: 'OTP 27', older: 'refuses', seen: /~[a-zA-Z]*["'([{<|/`#]/ },
  {
    language: 'erlang',
    name: '`maybe … end` where its feature is not switched on',
    since: 'OTP 27',
    older: 'refuses',
    seen: /\bmaybe\b/,
  },
  { language: 'erlang', name: 'strict generator', since: 'OTP 28', older: 'refuses', seen: /<:[-=]/ },
  { language: 'erlang', name: 'zip generator', since: 'OTP 28', older: 'refuses', seen: /&&/ },
  {
    language: 'erlang',
    name: 'map comprehension or map generator',
    since: 'OTP 26',
    older: 'refuses',
    seen: /(?:\|\||,)\s*\w+\s*:=\s*\w+\s*<-|#\{[^{}]*=>[^{}]*\|\|/,
  },
  {
    language: 'erlang',
    name: 'float with a base',
    since: 'OTP 28',
    older: 'refuses',
    seen: /\b\d+#[0-9a-zA-Z]+\.[0-9a-zA-Z]+/,
  },
]

/**
 * `name (since)` of the first later construct in a source, or null. `text`, decoded as latin1, is a file of Elixir or
 * a form of Erlang that the older parser `refuses` or `reads otherwise`.
 */
export function laterConstruct(
  language: Language,
  text: string,
  did: LaterConstruct['older'],
): string | null {
  const code = language === 'erlang' ? withoutTexts(text) : text
  for (const { language: of, name, since, older, seen } of laterConstructs) {
    if (of === language && older === did && seen.test(code)) return `${name} (${since})`
  }
  return null
}

/** What only looks like code in comments, strings, quoted atoms and characters is left out; `"""` stays. */
function withoutTexts(form: string): string {
  return form.replace(
    /("{3,})[^\n"]*\n[\s\S]*?\n[ \t]*\1|\$\\?.|(~?)"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|%[^\n]*/g,
    (_all, triple?: string, sigil?: string) => (triple ? '"""' : `${sigil ?? ''}""`),
  )
}
