/** What a button says when it is pressed. */
export interface PostedButton {
  readonly action: string
  readonly value: string
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Every button of a message, in reading order. The page counts the buttons that it shows in the same order. */
export function buttonsOf(blocks: readonly unknown[]): readonly PostedButton[] {
  const found: PostedButton[] = []
  for (const block of blocks) {
    if (!isRecord(block) || block.type !== 'actions' || !Array.isArray(block.elements)) continue
    for (const element of block.elements as unknown[]) {
      if (!isRecord(element) || element.type !== 'button') continue
      // Ids are unique in a block: the second button of one action is `action:2`.
      const action = String(element.action_id).replace(/:\d+$/, '')
      found.push({ action, value: String(element.value ?? '') })
    }
  }
  return found
}

/** Whether we posted that very button: nothing else may be pressed. */
export function hasButton(blocks: readonly unknown[], action: string, value: string): boolean {
  return buttonsOf(blocks).some((button) => button.action === action && button.value === value)
}
