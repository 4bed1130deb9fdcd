import { plain } from './lettering.ts'
import { light, type Palette } from './palettes.ts'
import type { Picture, Role, Shape } from './scene.ts'

/** How a picture is drawn: `width` in pixels, 280 to 2,400. */
export interface Drawing {
  readonly width: number
  readonly palette?: Palette
}

/** From this width on letters grow with the picture, which is shown smaller than it is. */
const large = 1000
const growth = 1.6

/**
 * A picture as one SVG element: no links, scripts, styles or references; every text escaped; the alternative text as
 * its label. The same picture and drawing give the same string.
 */
export function svg(picture: Picture, { width, palette = light }: Drawing): string {
  const zoom = width >= large ? growth : 1
  const scene = picture.draw(width / zoom)
  const size = `width="${n(width)}" height="${n(scene.height * zoom)}" viewBox="0 0 ${n(scene.width)} ${n(scene.height)}"`
  const sheet = `<rect width="${n(scene.width)}" height="${n(scene.height)}" rx="8" fill="${palette.sheet}"/>`
  const shapes = scene.shapes.map((shape) => element(shape, palette)).join('')
  const font = `font-family="Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(picture.alt)}" ${font}>${sheet}${shapes}</svg>`
}

function element(shape: Shape, palette: Palette): string {
  const stroke = (role: Role, thick = 1.5, dashed = false) =>
    ` stroke="${palette[role]}" stroke-width="${n(thick)}"${dashed ? ' stroke-dasharray="5 4"' : ''}`
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius = 0, fill, dashed } = shape
      const box = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}"`
      const edge = shape.stroke === undefined ? '' : stroke(shape.stroke, 1.2, dashed)
      return `<rect ${box} fill="${fill === undefined ? 'none' : palette[fill]}"${edge}/>`
    }
    case 'line': {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to]
      const head = shape.arrow ? arrowHead(shape.from, shape.to, palette[shape.stroke]) : ''
      return `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"${stroke(shape.stroke, shape.thick, shape.dashed)}/>${head}`
    }
    case 'zigzag': {
      const points = shape.points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')
      return `<polyline points="${points}" fill="none"${stroke(shape.stroke, 2.5)} stroke-linejoin="round"/>`
    }
    case 'circle': {
      const edge = shape.stroke === undefined ? '' : stroke(shape.stroke)
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.radius)}" fill="${palette[shape.fill]}"${edge}/>`
    }
    case 'text': {
      const { x, y, size, weight, fill, anchor } = shape
      const heavy = weight === 'strong' ? ' font-weight="600"' : ''
      const at = anchor === undefined ? '' : ` text-anchor="${anchor}"`
      return `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}"${heavy}${at} fill="${palette[fill]}">${escaped(shape.text)}</text>`
    }
  }
}

function arrowHead([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number], fill: string) {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const corner = (turn: number) =>
    `${n(x2 - 9 * Math.cos(angle + turn))},${n(y2 - 9 * Math.sin(angle + turn))}`
  return `<polygon points="${n(x2)},${n(y2)} ${corner(0.42)} ${corner(-0.42)}" fill="${fill}"/>`
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Letters for XML: in an element and in a quoted attribute. */
function escaped(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
