import { Refusal } from '../review/refusal.ts'

/** We are not in the channel, so that nothing was said there; where the platform can `join`, a button may mend it. */
export class NotAMember extends Refusal {
  constructor(options?: ErrorOptions) {
    super(
      'configuration',
      'distreview is not a member of this channel.',
      'Invite it with /invite @distreview, then ask again.',
      options,
    )
  }
}
