import { wordsKinds } from '../rules/words-kinds'
import {
  Done,
  Id,
  IdParams,
  Instant,
  nullable,
  object,
  oneOf,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'

/** Words that were kept while WeChat could not be asked, and that it did not let pass later. */
export const FoundWords = object(
  {
    id: Id,
    what: oneOf(wordsKinds),
    whatText: Type.String({ description: 'where they were written' }),
    title: Type.String({ description: 'the field' }),
    text: Type.String(),
    why: Type.String({ description: 'what WeChat takes them for, in plain words' }),
    at: Instant,
    // The place they were written for; null: none in particular.
    region: nullable(RegionRef),
    within: nullable(
      Type.String({ description: 'the question or appeal they stand in, where the office may read it' }),
    ),
    todo: Type.String({ description: 'what the office can do about them, in one sentence' }),
  },
  { title: 'FoundWords' },
)

const found = { tag: 'words', auth: 'required' } as const

export const wordCheckRoutes = {
  'GET /api/regions/:code/word-checks': route({
    summary: 'What people wrote that WeChat does not let pass, for the office of the township or county',
    ...found,
    params: RegionParams,
    response: object({
      region: RegionRef,
      words: Type.Array(FoundWords, { description: 'the newest first' }),
      waiting: Type.Integer({ description: 'how many WeChat has not been asked about yet' }),
    }),
    errors: [403, 404],
  }),
  'POST /api/word-checks/:id/done': route({
    summary: 'The office has seen to it: it leaves the list, what was written stays where it is',
    ...found,
    limit: 'write',
    params: IdParams,
    response: Done,
    errors: [403, 404],
  }),
}

export type FoundWords = Static<typeof FoundWords>
