import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import type { Picture } from './scene.ts'
import { type Drawing, svg } from './svg.ts'

/** The faces of the pictures, as the package has them (SIL Open Font License 1.1). */
const faces = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf']

/** The bundled font and no other, so that a picture is the same everywhere. @throws where its package is not whole. */
export function bundledFont() {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'))
  return {
    fontFiles: faces.map((face) => join(folder, face)),
    loadSystemFonts: false,
    defaultFontFamily: 'Inter',
  }
}

/** A picture as the bytes of a PNG. A letter that Inter lacks is a box, and stands in the alternative text. */
export function png(picture: Picture, drawing: Drawing): Uint8Array {
  return new Resvg(svg(picture, drawing), { font: bundledFont() }).render().asPng()
}
