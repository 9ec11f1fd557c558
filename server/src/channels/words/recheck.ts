import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { type Asking, canAsk, type Verdict, verdictOf } from './verdict'
import { type UncheckedWordsDoc, wordsModels } from './words.model'

type Rechecking = Asking & Pick<Deps, 'db'>

const minuteMs = 60_000
/** A visit counts for two hours at the vendor: asked each hour, nobody's is missed. */
const longestMs = 60 * minuteMs
const mostAtOnce = 200

/** Asks about what could not be asked about before. What passes is forgotten, the rest is for the office to see. */
export async function recheckWords(deps: Rechecking): Promise<number> {
  const { UncheckedWords } = wordsModels(deps.db)
  if (!canAsk(deps)) return 0
  const due = await UncheckedWords.find({ state: 'waiting', nextAt: { $lte: deps.clock.now() } })
    .sort({ nextAt: 1 })
    .limit(mostAtOnce)
    .lean<UncheckedWordsDoc[]>()
  return eachSafely(deps.log, 'words could not be checked', due, (one) => recheck(deps, one))
}

async function recheck(deps: Rechecking, words: UncheckedWordsDoc): Promise<boolean> {
  // It fell silent, or the quota was spent by those before.
  if (!canAsk(deps)) return false
  const { UncheckedWords } = wordsModels(deps.db)
  const { _id, nextAt, tries, openid, scene, text: content } = words
  const next = new Date(deps.clock.now().getTime() + Math.min(longestMs, minuteMs * 4 ** tries))
  // Whoever moves its time asks; the others leave it alone until then.
  const { modifiedCount } = await UncheckedWords.updateOne(
    { _id, state: 'waiting', nextAt },
    { $set: { nextAt: next }, $inc: { tries: 1 } },
  )
  if (modifiedCount === 0) return false
  return settle(deps, _id, await verdictOf(deps, { openid, scene, content }))
}

async function settle({ db }: Rechecking, _id: string, verdict: Verdict): Promise<boolean> {
  const { UncheckedWords } = wordsModels(db)
  if (verdict.kind === 'later') return false
  if (verdict.kind === 'pass') await UncheckedWords.deleteOne({ _id, state: 'waiting' })
  else
    await UncheckedWords.updateOne(
      { _id, state: 'waiting' },
      { $set: { state: 'found', label: verdict.label, expiresAt: null } },
    )
  return true
}
