import { nullable, object, oneOf, type Static, Type } from './base'

export const Mark = object(
  { from: Type.Integer(), to: Type.Integer() },
  { description: 'characters of a text that a search found: from `from` to before `to`, in UTF-16 units' },
)

/** Why a search found a notice, as the viewer may see it. */
export const FoundIn = object({
  titleMarks: Type.Array(Mark),
  snippet: nullable(
    object({
      place: oneOf(['plain', 'element', 'body', 'row']),
      text: Type.String({ description: 'the part around the words' }),
      marks: Type.Array(Mark),
    }),
  ),
})

export type Mark = Static<typeof Mark>
export type FoundIn = Static<typeof FoundIn>
