/** What a file is for, as far as its path shows it: what is not the running service is judged more gently. */
export type PathClass = 'service' | 'test' | 'tool' | 'vendored'

const test =
  /(^|\/)(test|tests|spec|bench|benchmarks?|examples?|test_helpers?|ct|eqc|proper|itest|[^/]*_ct_[^/]*|[a-z]+_tests?)(\/|$)|_(test|SUITE|eqc|ct_helpers?|test_utils?)\.[a-z]+$|(^|\/)(prop|eqc)_[^/]*$/
const tool =
  /(^|\/)(mix\/tasks|tasks|priv|scripts?|escripts?|rel|cli)\/|_(cli|ctl|escript)\.[a-z]+$|\.(exs|escript)$|_(cli|ctl)\//
const vendored = /(^|\/)(deps\/[^/]+\/deps|_build|node_modules|vendor|third_party)\//

/** What a release is started with, wherever it lies. */
const configuration =
  /(^|\/)config\/[^/]+\.exs$|(^|\/)mix\.exs$|(^|\/)rel\/(.*\/)?(vm\.args|sys\.config|env\.sh)[^/]*$/

/** Classes a path relative to the repository's root. `config/*.exs` is service: it configures what runs. */
export function pathClass(path: string): PathClass {
  if (vendored.test(path)) return 'vendored'
  if (test.test(path)) return 'test'
  if (configuration.test(path)) return 'service'
  return tool.test(path) ? 'tool' : 'service'
}
