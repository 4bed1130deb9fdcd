import { z } from 'zod'

const Account = z.object({ id: z.string().min(1), name: z.string().optional() })

/** The parts of a Bot Framework activity that are read here. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
export const Activity = z.object({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: Account,
  recipient: Account,
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  /** Of a press: the message that the button stands in. */
  replyToId: z.string().nullish(),
  text: z.string().nullish(),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .nullish()
    .transform((entities) => entities ?? []),
  value: z.unknown().optional(),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string() }).nullish() })
    .nullish()
    .catch(null),
})
export type Activity = z.infer<typeof Activity>

export const Mention = z.object({
  type: z.literal('mention'),
  text: z.string(),
  mentioned: z.object({ id: z.string(), name: z.string().optional() }),
})

/** The value of an invoke named `adaptiveCard/action`. */
export const Press = z.object({ action: z.object({ verb: z.string(), data: z.unknown().optional() }) })

/** What a button of a card carries. */
export const ButtonData = z.object({ value: z.string() })
