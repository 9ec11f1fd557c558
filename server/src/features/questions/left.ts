import { leftName } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Gone, Replaced } from '../../feature'
import { moveAfter } from '../../storage/marks'
import { unseenMark } from './kept'
import { questionModels, questionsMark } from './questions.model'

/** An account that nobody has. */
const nobody = 'left'

/** 注销: what was asked stays and is answered, by nobody's name. Repeatable. */
export const questionsLeft = ({ db, marks }: Pick<Deps, 'db' | 'marks'>, { account }: Gone) =>
  moveAfter(marks, [questionsMark, unseenMark(account)], async () => {
    await questionModels(db).Question.updateMany(
      { account },
      { $set: { account: nobody, name: leftName, stamp: null }, $inc: { turn: 1 } },
    )
  })

/** 换了微信: who asked reads the answer with the new account. Repeatable. */
export const questionsReplaced = ({ db, marks }: Pick<Deps, 'db' | 'marks'>, { account, by }: Replaced) =>
  moveAfter(marks, [questionsMark, unseenMark(account), unseenMark(by)], async () => {
    await questionModels(db).Question.updateMany({ account }, { $set: { account: by }, $inc: { turn: 1 } })
  })
