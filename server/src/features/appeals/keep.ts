import { shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { moveAfter } from '../../storage/marks'
import { type AppealDoc, appealModels } from './appeals.model'
import { doneUpTo, newRound, riseOf } from './rounds.rules'
import { appealMarks } from './write'

interface KnownAppeal extends Pick<AppealDoc, 'office' | 'about' | 'enterprise' | 'at'> {
  /** The letters of its number. */
  no: string
  writer: { account: string; person: string; name: string }
  text: string
  /** How it was closed, so long after; null: it is open. */
  done: { by: { account: string; name: string }; after: number; text: string } | null
}

/** One that was written before; nobody is told of it now. */
export async function keepAppeal(deps: Deps, known: KnownAppeal): Promise<void> {
  const { no, office, about, enterprise, at, writer, text, done } = known
  const { account, person, name } = writer
  const closedAt = done && new Date(at.getTime() + done.after)
  const round = closedAt ? doneUpTo(newRound(at), 'close', closedAt) : newRound(at)
  const steps: AppealDoc['steps'] = [{ step: 'handed', at, by: name, account, text }]
  if (done && closedAt)
    steps.push({ step: 'closed', at: closedAt, by: done.by.name, account: done.by.account, text: done.text })
  const appeal: AppealDoc = {
    ...{
      _id: `${shanghaiDate(at).replaceAll('-', '')}-${no}`,
      office,
      about,
      enterprise,
      account,
      person,
      name,
    },
    ...{
      rounds: [round],
      level: 0,
      ended: done ? 'closed' : null,
      endedAt: closedAt,
      hotline: null,
      helper: null,
    },
    ...{ rating: null, steps, told: steps.length, owed: false, seen: true, open: done === null },
    ...{ nextAt: done ? null : (riseOf(round)?.at ?? null), at, turn: 0, stamp: null },
  }
  await moveAfter(deps.marks, appealMarks, () => appealModels(deps.db).Appeal.create(appeal))
}
