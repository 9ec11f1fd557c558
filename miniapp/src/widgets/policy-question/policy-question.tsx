import type { EnterpriseAnswers, PolicyPackage } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components/button/button'
import { Problem } from '../../components/states/problem'
import { nextQuestion, questionTitle } from '../../format/policy-question'
import type { Action } from '../../hooks/use-action'
import { AnswerOf } from './answer'
import './policy-question.scss'

interface PolicyQuestionProps {
  questions: PolicyPackage['questions']
  answer: Action<[EnterpriseAnswers]>
}

/** The question that settles most, answered in place; what is not known is passed over. */
export function PolicyQuestion({ questions, answer }: PolicyQuestionProps) {
  const [passed, setPassed] = useState<readonly string[]>([])
  const question = nextQuestion(questions, passed)
  if (!question) return null
  const pass = () => setPassed([...passed, question.name])
  return (
    <View className="policy-question">
      <Text className="policy-question__title" {...a11y({ role: 'heading', level: 2 })}>
        {questionTitle(question)}
      </Text>
      <Text className="policy-question__words">{question.question}</Text>
      <Problem error={answer.error} />
      <AnswerOf
        // Another question begins with empty fields.
        key={`${question.name} ${question.fields.join()}`}
        question={question}
        busy={answer.busy}
        onAnswer={(answers) => void answer.run(answers)}
      />
      <Button kind="quiet" disabled={answer.busy} label="先不答这个问题" onPress={pass}>
        不清楚
      </Button>
    </View>
  )
}
