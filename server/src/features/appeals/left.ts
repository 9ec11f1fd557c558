import { leftName } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Gone, Replaced } from '../../feature'
import { moveAfter } from '../../storage/marks'
import { type AppealDoc, type AppealStepDoc, appealModels, appealsMark, nobody } from './appeals.model'

type Writing = Pick<Deps, 'db' | 'marks'>

const mostTurns = 20

/** Of each that the account wrote; again where somebody wrote between reading and writing. */
async function rewrite(
  { db, marks }: Writing,
  account: string,
  change: (appeal: AppealDoc) => Partial<AppealDoc>,
): Promise<void> {
  const { Appeal } = appealModels(db)
  await moveAfter(marks, [appealsMark], async () => {
    for (let turn = 0; turn < mostTurns; turn++) {
      const found = await Appeal.find({ account }).batchSize(1000).lean<AppealDoc[]>()
      if (found.length === 0) return
      for (const appeal of found) {
        const { _id, turn: read } = appeal
        await Appeal.updateOne({ _id, turn: read }, { $set: change(appeal), $inc: { turn: 1 } })
      }
    }
  })
}

const stepsOf = ({ steps, account }: AppealDoc, set: Partial<AppealStepDoc>): AppealStepDoc[] =>
  steps.map((step) => (step.account === account ? { ...step, ...set } : step))

/** 注销: what was written stays and is dealt with, by nobody's name. Repeatable. */
export const appealsLeft = (deps: Writing, { account }: Gone): Promise<void> =>
  rewrite(deps, account, (appeal) => ({
    ...{ account: nobody, person: nobody, name: leftName, stamp: null },
    steps: stepsOf(appeal, { account: nobody, by: leftName }),
  }))

/** 换了微信: who wrote it goes on with the new account. Repeatable. */
export const appealsReplaced = (deps: Writing, { account, by }: Replaced): Promise<void> =>
  rewrite(deps, account, (appeal) => ({ account: by, steps: stepsOf(appeal, { account: by }) }))
