import type { EnterpriseAnswers, PolicyPackage } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Problem } from '../../components'
import type { Action } from '../../hooks/use-action'

interface DoubtsProps {
  doubts: PolicyPackage['doubts']
  answer: Action<[EnterpriseAnswers]>
}

/** A figure that looks like the wrong unit is asked once more; it may stay. */
export function Doubts({ doubts, answer }: DoubtsProps) {
  const [right, setRight] = useState<readonly string[]>([])
  const [doubt] = doubts.filter(({ message }) => !right.includes(message))
  if (!doubt) return null
  const name = doubt.field.replace('answers.', '')
  return (
    <Card title="请再看一遍" tone="info">
      <Text className="package__doubt">{doubt.message}</Text>
      <Problem error={answer.error} />
      <Button busy={answer.busy} onPress={() => void answer.run({ [name]: null })}>
        填错了，重新填
      </Button>
      <Button kind="quiet" onPress={() => setRight([...right, doubt.message])}>
        没错
      </Button>
    </Card>
  )
}
