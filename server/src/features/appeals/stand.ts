import type { Viewer } from '@hutang/shared'
import type { WhereWritten } from '../../channels/words'
import type { Deps } from '../../deps'
import type { StandingWords } from '../../feature'
import { type AppealDoc, appealModels } from './appeals.model'
import { isOwnAppeal, mayDealWith } from './view'

export const whereOf = ({ _id, office }: Pick<AppealDoc, '_id' | 'office'>): WhereWritten => ({
  ...{ what: 'appeal', region: office, within: _id },
})

/** Those that have the words in them, and that the viewer may open. */
export async function appealsWith(
  { db }: Deps,
  viewer: Viewer,
  asked: readonly StandingWords[],
): Promise<Set<string>> {
  const found = await appealModels(db)
    .Appeal.find({ _id: { $in: asked.map(({ within }) => within) } })
    .batchSize(1000)
    .lean<AppealDoc[]>()
  const open = new Map(
    found.filter((one) => isOwnAppeal(one, viewer) || mayDealWith(one, viewer)).map((one) => [one._id, one]),
  )
  const stands = ({ within, text }: StandingWords) =>
    open.get(within)?.steps.some((step) => step.text.includes(text)) ?? false
  return new Set(asked.filter(stands).map(({ id }) => id))
}
