import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'

// manifest.yml as JSON on standard output: the Slack CLI asks for it by .slack/hooks.json, and Slack's page takes it too.
const { values } = parseArgs({
  options: { host: { type: 'string' }, socket: { type: 'boolean', default: false } },
  // The CLI may add flags of its own.
  strict: false,
})
const manifest = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))
if (values.host !== undefined && !/^[a-z0-9.-]+(?::\d+)?$/i.test(values.host)) {
  process.stderr.write('The host is a name alone, without https:// and a path: --host bot.example.com\n')
  process.exit(2)
}
manifest.settings.socket_mode_enabled = values.socket
const json = JSON.stringify(manifest, null, 2)
process.stdout.write(`${values.host === undefined ? json : json.replaceAll('YOUR-HOST', values.host)}\n`)
