import type { Role } from './scene.ts'

export type Palette = Readonly<Record<Role, string>>

/** Text on `sheet` and `tint` has a contrast of 4.5 or more in each of them; `onStrong` has it on the strong colours. */
export const light: Palette = {
  sheet: '#ffffff',
  tint: '#f1f4f4',
  ink: '#1d2327',
  hush: '#5c666d',
  line: '#c9c6bf',
  accent: '#1f5a70',
  danger: '#a3262a',
  warning: '#80540a',
  good: '#2a6640',
  onStrong: '#ffffff',
}

export const dark: Palette = {
  sheet: '#1b2024',
  tint: '#262d32',
  ink: '#e3e6e8',
  hush: '#a3adb5',
  line: '#4b555c',
  accent: '#7fc1d6',
  danger: '#f0888b',
  warning: '#e0b35c',
  good: '#86c79b',
  onStrong: '#12171a',
}

/** For a picture inside a page, which sets the colours and changes them with the reader's preference. */
export const ofThePage: Palette = {
  sheet: 'var(--sheet)',
  tint: 'var(--tint)',
  ink: 'var(--ink)',
  hush: 'var(--hush)',
  line: 'var(--line)',
  accent: 'var(--accent)',
  danger: 'var(--danger)',
  warning: 'var(--warning)',
  good: 'var(--good)',
  onStrong: 'var(--onStrong)',
}
