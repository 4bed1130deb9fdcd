// node appPackage/zip.mjs <app id> <host> [file]: writes the app package that a Teams administrator uploads.
import { readFileSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const here = (name) => new URL(name, import.meta.url)
const noId = '00000000-0000-0000-0000-000000000000'

/** The bytes of the package: the manifest with this app id and host, and the icons. Throws where either is none. */
export function appPackage(appId, host) {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(appId) || appId === noId) {
    throw new Error(
      'The first argument is the app id of the bot, as Azure shows it: 8-4-4-4-12 hexadecimal digits.',
    )
  }
  if (!/^[a-z\d.-]+\.[a-z\d-]+$/i.test(host)) {
    throw new Error(
      'The second argument is the host on which people find you, such as distreview.example.com.',
    )
  }
  const manifest = readFileSync(here('manifest.json'), 'utf8')
    .replaceAll(noId, appId)
    .replaceAll('YOUR-HOST', host)
  return zip([
    ['manifest.json', Buffer.from(manifest)],
    ['color.png', readFileSync(here('color.png'))],
    ['outline.png', readFileSync(here('outline.png'))],
  ])
}

/** A zip file of files that are stored as they are. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function zip(files) {
  const locals = []
  const centrals = []
  let offset = 0
  for (const [name, bytes] of files) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0) // version that is needed
    common.writeUInt16LE(0x21, 8) // 1 January 1980: the same input makes the same bytes
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    locals.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), bytes)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    centrals.push(Buffer.from('PK\x01\x02\x14\x00'), common, place, Buffer.from(name))
    offset += 30 + name.length + bytes.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end])
}

if (process.argv[1] && import.meta.url === new URL(process.argv[1], 'file://').href) {
  const [appId = '', host = '', file = 'distreview-teams.zip'] = process.argv.slice(2)
  try {
    writeFileSync(file, appPackage(appId, host))
    process.stdout.write(`${file} can be uploaded to Teams.\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}
