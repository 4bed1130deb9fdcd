/** What a colour is for; a palette says which colour that is. */
export type Role =
  | 'sheet'
  | 'tint'
  | 'ink'
  | 'hush'
  | 'line'
  | 'accent'
  | 'danger'
  | 'warning'
  | 'good'
  | 'onStrong'

export type Weight = 'regular' | 'strong'

/** Lengths in user units: 1 is one pixel of a picture that is drawn at its own size. Text stands on the line `y`. */
export type Shape =
  | {
      readonly kind: 'rect'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly radius?: number
      readonly fill?: Role
      readonly stroke?: Role
      readonly dashed?: boolean
    }
  | {
      readonly kind: 'line'
      readonly from: readonly [x: number, y: number]
      readonly to: readonly [x: number, y: number]
      readonly stroke: Role
      readonly thick?: number
      readonly dashed?: boolean
      /** A head at `to`. */
      readonly arrow?: boolean
    }
  | {
      readonly kind: 'zigzag'
      readonly points: readonly (readonly [x: number, y: number])[]
      readonly stroke: Role
    }
  | {
      readonly kind: 'circle'
      readonly x: number
      readonly y: number
      readonly radius: number
      readonly fill: Role
      readonly stroke?: Role
    }
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly size: number
      readonly weight: Weight
      readonly fill: Role
      readonly anchor?: 'start' | 'middle' | 'end'
    }

/** Shapes on a sheet, in the order in which they are laid on it. */
interface Scene {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

/** A picture that can be drawn at any width from 280 units, and the same in words. */
export interface Picture {
  /** Everything that the picture says, unshortened, for people who do not see it. */
  readonly alt: string
  draw(width: number): Scene
}
