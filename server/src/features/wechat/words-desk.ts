import { type Api, officeRoles, type Viewer, wordsKindText } from '@hutang/shared'
import {
  countWaitingWords,
  forgetWords,
  foundWord,
  foundWords,
  type UncheckedWordsDoc,
  wordsLabelText,
} from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { regionOf, regionRef } from '../regions'

type Desk = Api['GET /api/regions/:code/word-checks']['response']

/** The mini-program is the township's: it answers to WeChat for what is written in it. */
const sitsIn = ({ roles }: Viewer, office: string): boolean =>
  roles.some(({ role, region }) => officeRoles.includes(role) && region === office)

/** What WeChat did not let pass later. No name beside it: somebody may have asked without one. */
export async function wordsDesk(deps: Deps, { viewer }: Actor, code: string): Promise<Desk> {
  const region = await regionOf(deps, code)
  if (region.level === 'village' || !sitsIn(viewer, code))
    throw new AppError('forbidden', { message: '内容检查由镇里（区里）的人看。' })
  const [words, waiting] = await Promise.all([foundWords(deps.db, code), countWaitingWords(deps.db, code)])
  return { region: regionRef(region), words: words.map(lineOf), waiting }
}

const lineOf = ({ _id, what, title, text, label, at }: UncheckedWordsDoc): Desk['words'][number] => ({
  ...{ id: _id, what, whatText: wordsKindText[what], title, text },
  ...{ why: wordsLabelText(label ?? 0), at: at.toISOString() },
})

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
