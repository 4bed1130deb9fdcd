import type { HomeView } from '@slack/types'
import { blocksOf } from './block-kit/blocks.ts'
import type { Card } from './card.ts'
import { limits } from './limits.ts'

/** A card as the Home tab of the Slack app. More blocks than Slack takes are a defect of the card and throw. */
export function homeView({ parts }: Card): HomeView {
  const blocks = parts.flatMap(blocksOf)
  const { min_items: min, max_items: max } = limits.slack.view.blocks
  if (blocks.length < min || blocks.length > max) {
    throw new Error(`The Home tab has ${blocks.length} blocks; Slack takes ${min} to ${max}.`)
  }
  return { type: 'home', blocks }
}
