import { type Api, officeRoles, type Viewer, wordsKindText } from '@hutang/shared'
import {
  countWaitingWords,
  forgetWords,
  foundWord,
  foundWords,
  plainLabelText,
  type UncheckedWordsDoc,
} from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { StandingWords } from '../../feature'
import type { Actor } from '../accounts'
import { refOf, regionOf, regionRef, regionRefs } from '../regions'
import { wordsTodo } from './words-todo.rules'

type Desk = Api['GET /api/regions/:code/word-checks']['response']

/** The mini-program is the township's: it answers to WeChat for what is written in it. */
const sitsIn = ({ roles }: Viewer, office: string): boolean =>
  roles.some(({ role, region }) => officeRoles.includes(role) && region === office)

/** What WeChat did not let pass later. No name beside it: somebody may have asked without one. */
export async function wordsDesk(deps: Deps, { viewer }: Actor, code: string): Promise<Desk> {
  const region = await regionOf(deps, code)
  if (region.level === 'village' || !sitsIn(viewer, code))
    throw new AppError('forbidden', { message: '内容检查由镇里（区里）的人看。' })
  const [found, waiting] = await Promise.all([foundWords(deps.db, code), countWaitingWords(deps.db, code)])
  const [refs, standing] = await Promise.all([
    regionRefs(
      deps,
      found.flatMap((one) => one.region ?? []),
    ),
    standingOf(deps, viewer, found),
  ])
  const words = found.map((one) => {
    const { _id, what, title, text, label, at } = one
    const place = one.region ? refOf(refs, one.region) : null
    const readable = standing.has(_id)
    return {
      ...{ id: _id, what, whatText: wordsKindText[what], title, text, region: place },
      ...{ why: plainLabelText(label ?? 0), at: at.toISOString() },
      within: readable ? one.within : null,
      todo: wordsTodo(what, place?.name ?? null, readable),
    }
  })
  return { region: regionRef(region), words, waiting }
}

/** The ids of the words that still stand where the viewer may read them, as each feature says of its own. */
async function standingOf(
  deps: Deps,
  viewer: Viewer,
  found: readonly UncheckedWordsDoc[],
): Promise<Set<string>> {
  const sets = await Promise.all(
    deps.features.flatMap(({ words = {} }) =>
      Object.entries(words).map(([what, standing]) => {
        const asked = found.flatMap(({ _id: id, what: its, within, text }): StandingWords[] =>
          its === what && within ? [{ id, within, text }] : [],
        )
        return asked.length > 0 ? standing(deps, viewer, asked) : new Set<string>()
      }),
    ),
  )
  return new Set(sets.flatMap((ids) => [...ids]))
}

/** The copy goes; what was written stays with its feature, and the office deals with it there. */
export async function wordsDone(deps: Deps, { viewer }: Actor, id: string): Promise<void> {
  const words = await foundWord(deps.db, id)
  if (!words || !mayClose(viewer, words.office))
    throw new AppError('notFound', { message: '没有找到这一条，可能已经有人看过了。' })
  await forgetWords(deps.db, id)
}

/** What is nobody's in particular is closed by any township. */
const mayClose = (viewer: Viewer, office: string): boolean =>
  office === '' ? viewer.roles.some(({ role }) => role.startsWith('township-')) : sitsIn(viewer, office)
