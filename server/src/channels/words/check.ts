import { createHash } from 'node:crypto'
import { type FieldProblem, officeOf, type WordsKind } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertOnce } from '../../storage/insert-once'
import type { WordsScene } from '../wechat'
import { wordsLabelText } from './labels.rules'
import { type Asking, verdictOf } from './verdict'
import { type UncheckedWordsDoc, wordsModels } from './words.model'

/** The account that writes; null: somebody who has not signed in. */
export type Writer = { _id: string; openid: string | null } | null

export interface WhereWritten {
  what: WordsKind
  /** Null: of no place in particular. */
  region: string | null
  /** The notice or policy it is about. */
  about?: string
  /** The number of the question or appeal it will stand in. */
  within?: string
}

export interface WrittenField {
  /** As the request names it. */
  field: string
  /** As the person knows it. */
  title: string
  text: string
}

/** 1 资料, 2 评论: a name is seen by others as who somebody is, everything else is said to somebody. */
const sceneOf = (what: WordsKind): WordsScene => (what === 'name' ? 1 : 2)

const keptMs = 30 * 86_400_000

/**
 * Before something is kept that nobody else looks at first: what WeChat does not let pass is refused at its field. What it
 * cannot be asked about is kept, and asked about later. Without an openid nobody can be asked.
 */
export async function refuseBadWords(
  deps: Asking & Pick<Deps, 'db'>,
  writer: Writer,
  where: WhereWritten,
  fields: readonly WrittenField[],
): Promise<void> {
  const openid = writer?.openid
  if (!writer || !openid) return
  const scene = sceneOf(where.what)
  const asked = await Promise.all(
    fields
      .filter(({ text }) => text !== '')
      .map(async (one) => ({ ...one, verdict: await verdictOf(deps, { openid, scene, content: one.text }) })),
  )
  const refused = asked.flatMap(({ field, title, verdict }): FieldProblem[] =>
    verdict.kind === 'refused' ? [{ field, message: refusal(title, verdict.label) }] : [],
  )
  if (refused.length > 0) throw new AppError('wordsRefused', { fields: refused })
  const at = deps.clock.now()
  for (const { title, text, verdict } of asked) {
    if (verdict.kind !== 'later') continue
    await insertOnce(wordsModels(deps.db).UncheckedWords, {
      ...{ _id: idOf(where.what, writer._id, title, text), what: where.what },
      ...{ office: officeOf(where.region ?? ''), about: where.about ?? null },
      ...{ region: where.region, within: where.within ?? null },
      ...{ account: writer._id, openid, title, scene, text, at, state: 'waiting', label: null, tries: 0 },
      ...{ nextAt: at, expiresAt: new Date(at.getTime() + keptMs) },
    } satisfies UncheckedWordsDoc)
  }
}

const refusal = (title: string, label: number): string =>
  `${title}：没有通过微信的内容检查（${wordsLabelText(label)}），请换个说法。`

const idOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
