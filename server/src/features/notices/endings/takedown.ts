import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { householdsByCode } from '../../residents'
import type { Stamp } from '../workflow/idempotency'
import { finishEnding } from './finish'
import { takeEnding } from './take-ending'
import { endedBy } from './withdraw'

/**
 * 撤下: a second person confirms what one has hidden. From the one update on nothing of it is read by anybody; whose
 * data it was is found, and only then the content deleted.
 */
export async function takeDownNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  { reason, kinds, households, tell }: Api['POST /api/notices/:id/takedown']['body'],
  stamp: Stamp | null,
): Promise<void> {
  const asked = { actor, id, verb: 'takedown', reason, stamp } as const
  const notice = await takeEnding(deps, asked, async (found, step) => {
    if (households) await refuseUnknown(deps, found.region, households)
    const ended = await endedBy(deps, actor, found, step, tell)
    return {
      $set: {
        ended: { ...ended, kinds: [...new Set(kinds)], households: households ?? null },
        hidden: null,
        shownAgain: null,
        // Lists and search read the head: it goes with the same write.
        'head.title': '',
        'head.plain': '',
        'head.words': '',
      },
      owed: ['persons', 'erase', ...(ended.tell ? (['tell'] as const) : [])],
    }
  })
  await finishEnding(deps, notice)
}

async function refuseUnknown({ db }: Deps, region: string, codes: readonly string[]): Promise<void> {
  const known = new Set((await householdsByCode(db, region, codes)).map(({ code }) => code))
  const fields = codes
    .map((code, at) => ({
      field: `households.${at}`,
      message: `谁家的信息：没有户号 ${code}，请核对。`,
      code,
    }))
    .filter(({ code }) => !known.has(code))
    .map(({ field, message }) => ({ field, message }))
  if (codes.length === 0)
    fields.push({ field: 'households', message: '谁家的信息：请至少选一户，要告诉他们。' })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}
