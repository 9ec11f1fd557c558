import { Instant, nullable, object, oneOf, type Static, Type } from './base'

export const changeSizes = ['minor', 'major'] as const

/** What a correction says of itself; approved and hashed with it. */
export const Change = object(
  {
    note: Type.String({
      title: '更正说明',
      maxLength: 200,
      description: 'what was wrong and what holds now, one sentence for the reader; empty: not written yet',
    }),
    size: nullable(
      oneOf(changeSizes, {
        title: '更正的大小',
        description:
          'minor: 只改错字，不再通知; major: 内容有变，通知收到过的人; null: not chosen yet, it cannot be handed in',
      }),
    ),
    displayAnew: Type.Boolean({
      title: '公示期重新计算',
      description: 'only of a major one: the 公示期 starts anew with its publication',
    }),
  },
  { title: 'Change' },
)

/** Sizes as a screen offers them (words of the choice). */
export const changeSizeText: Record<(typeof changeSizes)[number], string> = {
  minor: '只改错字，不再通知',
  major: '内容有变，通知收到过的人',
}

/** A correction as its readers see it: the edition at hand replaced an earlier one. */
export const Correction = object(
  {
    at: Instant,
    size: oneOf(changeSizes),
    note: nullable(Type.String({ description: 'null where the viewer sees the title only' })),
    previous: Type.Integer({ description: 'number of the edition before, for `?edition=`' }),
    text: Type.String({ description: '11月26日更正：… as a banner says it' }),
    own: Type.Array(Type.String(), {
      description: 'what changed for the viewer’s own household, old and new, one sentence each',
    }),
  },
  { title: 'Correction' },
)

/** What a reviewer should know before deciding. */
export const Remark = object({
  kind: oneOf(['changedSinceReturn', 'sameAsLast', 'sameAsPublished', 'openingBalance']),
  message: Type.String({ description: 'a Chinese sentence' }),
})

export type Change = Static<typeof Change>
export type ChangeSize = (typeof changeSizes)[number]
export type Correction = Static<typeof Correction>
export type Remark = Static<typeof Remark>
