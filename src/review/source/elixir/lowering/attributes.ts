const documentation = new Set(
  'doc moduledoc typedoc shortdoc spec type typep opaque callback macrocallback optional_callbacks impl dialyzer deprecated since'.split(
    ' ',
  ),
)

/** True for attributes that describe a module to people and to the type checker, and hold no value of the program. */
export function isDocumentation(name: string): boolean {
  return documentation.has(name)
}
