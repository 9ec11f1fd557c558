import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { StandingWords } from '../../feature'
import { type QuestionDoc, questionModels } from './questions.model'
import { mayRead } from './view'

/** Those that have the words in them, and that the viewer may open. */
export async function questionsWith(
  deps: Deps,
  viewer: Viewer,
  asked: readonly StandingWords[],
): Promise<Set<string>> {
  const found = await questionModels(deps.db)
    .Question.find({ _id: { $in: asked.map(({ within }) => within) } })
    .batchSize(1000)
    .lean<QuestionDoc[]>()
  const open = new Map(found.filter((one) => mayRead(deps, one, viewer)).map((one) => [one._id, one]))
  const stands = ({ within, text }: StandingWords) =>
    open.get(within)?.rounds.some((round) => round.text === text || round.answer?.text === text) ?? false
  return new Set(asked.filter(stands).map(({ id }) => id))
}
