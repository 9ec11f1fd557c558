import { personas, questionKinds } from '@hutang/shared'
import questionsJson from '../../../../config/demo/questions.json'
import { daysFrom } from './calendar'
import { hutang } from './places'
import type { DemoQuestion } from './types'

/** 意见和投诉 of the village: one answered, one that waits, one that is late. */
export const demoQuestions = (base: Date): DemoQuestion[] =>
  questionsJson.map(({ persona, kind, text, ago, ...stated }) => ({
    region: hutang.code,
    persona: known(personas, persona),
    kind: known(questionKinds, kind),
    text,
    nameless: stated.nameless ?? false,
    at: daysFrom(base, -ago, 9),
    answer: stated.answer
      ? {
          persona: known(personas, stated.answer.persona),
          text: stated.answer.text,
          at: daysFrom(base, -stated.answer.ago, 16),
        }
      : null,
  }))

function known<const T extends string>(words: readonly T[], word: string): T {
  const found = words.find((one) => one === word)
  if (!found) throw new RangeError(`config/demo/questions.json: unknown word ${word}`)
  return found
}
