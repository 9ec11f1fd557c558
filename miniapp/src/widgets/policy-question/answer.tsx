import type { PackageQuestion } from '@hutang/shared/contract'
import { policyField } from '@hutang/shared/rules'
import type { AnswerProps } from './answer.types'
import { ChoiceAnswer } from './choice-answer'
import { IndustryAnswer } from './industry-answer'
import { PlaceAnswer } from './place-answer'
import { SetAnswer } from './set-answer'
import { SizeAnswer } from './size-answer'
import { TicksAnswer } from './ticks-answer'
import { TypedAnswer } from './typed-answer'

/** What a question is answered by: buttons, ticks, a number, a day, a place, an industry. */
export function AnswerOf({ question, ...props }: AnswerProps & { question: PackageQuestion }) {
  const [name = ''] = question.fields
  const field = policyField('enterprise', name)
  if (question.fields.length > 1) return <TicksAnswer fields={question.fields} {...props} />
  if (!field) return null
  if (field.name === 'size') return <SizeAnswer field={field} {...props} />
  if (field.name === 'industry') return <IndustryAnswer {...props} />
  if (field.kind === 'code') return <PlaceAnswer {...props} />
  if (field.kind === 'set') return <SetAnswer field={field} {...props} />
  if (field.kind === 'yesNo' || field.kind === 'choice') return <ChoiceAnswer field={field} {...props} />
  return <TypedAnswer field={field} {...props} />
}
