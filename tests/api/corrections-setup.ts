import type { Change, DraftContent, EditionWork, RowChange } from '@hutang/shared'
import type { Answer } from '../support/app'
import { approved, renewed, submitted, type Village, type Who } from './notices-setup'

function expectOk<T>(answer: Answer<T>): T {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.error)}`)
  return answer.body
}

/** A correction of a published notice, just begun. */
export const begun = async (t: Village, notice: string, who: Who = 'clerk'): Promise<EditionWork> =>
  expectOk(
    await t.ask('POST /api/notices/:id/correct', {
      params: { id: notice },
      body: {},
      token: renewed(t, who),
    }),
  )

export const saved = async (
  t: Village,
  { notice, revision }: Pick<EditionWork, 'notice' | 'revision'>,
  content: Partial<DraftContent>,
  change?: Partial<Change>,
): Promise<EditionWork> =>
  expectOk(
    await t.ask('PUT /api/notices/:id', {
      params: { id: notice },
      body: { revision, content, ...(change ? { change } : {}) },
      token: renewed(t, 'clerk'),
    }),
  )

export const publish = (t: Village, { notice, contentHash }: EditionWork): Promise<Answer<EditionWork>> =>
  t.ask('POST /api/notices/:id/publish', {
    params: { id: notice },
    body: { contentHash },
    token: renewed(t, 'publisher'),
  })

/** A correction through every step, as the people of the village take them. */
export async function correctedTo(
  t: Village,
  notice: string,
  content: Partial<DraftContent>,
  change: Partial<Change>,
  { draft, rows }: { draft?: EditionWork; rows?: RowChange[] } = {},
): Promise<EditionWork> {
  let work = await saved(t, draft ?? (await begun(t, notice)), content, change)
  if (rows) {
    work = expectOk(
      await t.ask('POST /api/notices/:id/rows', {
        params: { id: notice },
        body: { revision: work.revision, changes: rows },
        token: renewed(t, 'clerk'),
      }),
    )
  }
  return expectOk(await publish(t, await approved(t, await submitted(t, work))))
}
