import type { Deps } from '../../deps'
import { moveAfter } from '../../storage/marks'
import { type QuestionDoc, questionModels, questionsMark } from './questions.model'

const mostTurns = 20

/** What was asked and answered of a notice that was taken down may repeat what was in it. Repeatable. */
export async function eraseQuestions({ db, marks }: Deps, notice: string): Promise<void> {
  const { Question } = questionModels(db)
  await moveAfter(marks, [questionsMark], async () => {
    // Again where somebody wrote between reading and writing.
    for (let turn = 0; turn < mostTurns; turn++) {
      const found = await Question.find({ notice, 'rounds.text': { $gt: '' } }).lean<QuestionDoc[]>()
      let missed = 0
      for (const { _id, turn: read, rounds } of found) {
        const erased = rounds.map((round) => ({
          ...round,
          text: '',
          answer: round.answer && { ...round.answer, text: '' },
        }))
        const { modifiedCount } = await Question.updateOne(
          { _id, turn: read },
          { $set: { rounds: erased }, $inc: { turn: 1 } },
        )
        missed += 1 - modifiedCount
      }
      if (missed === 0) return
    }
  })
}
