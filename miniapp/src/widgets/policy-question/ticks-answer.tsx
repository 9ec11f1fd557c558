import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { policyField, tickedFacts } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Checkbox } from '../../components/choice/checkbox'
import { Input } from '../../components/field/input'
import { typedNumber } from '../../format/policy-answer'
import type { AnswerProps } from './answer.types'

/** More at once nobody reads: what is left is asked next. */
const mostShown = 6

/** Which of these there are. How many is typed beside the tick, or asked later. */
export function TicksAnswer({ fields, busy, onAnswer }: AnswerProps & { fields: readonly string[] }) {
  const shown = fields.slice(0, mostShown)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const tick = (name: string, on: boolean) =>
    setTicked(on ? [...ticked, name] : ticked.filter((one) => one !== name))
  const done = () => {
    const wrong: Record<string, string> = {}
    const numbers: EnterpriseAnswers = {}
    for (const name of ticked) {
      const field = policyField('enterprise', name)
      const words = typed[name] ?? ''
      if (!field || words === '') continue
      const read = typedNumber(field, words)
      if ('problem' in read) wrong[name] = read.problem
      else numbers[name] = read.value
    }
    setProblems(wrong)
    if (Object.keys(wrong).length > 0) return
    onAnswer({ ...(tickedFacts(shown, ticked) as EnterpriseAnswers), ...numbers })
  }
  return (
    <>
      {shown.map((name) => {
        const field = policyField('enterprise', name)
        if (!field) return null
        const isOn = ticked.includes(name)
        return (
          <View key={name}>
            <Checkbox
              label={field.title}
              detail={field.question}
              checked={isOn}
              onChange={(on) => tick(name, on)}
            />
            {isOn && field.kind !== 'yesNo' ? (
              <Input
                label={`${field.title}是多少`}
                hint={`单位：${field.unit ?? '个'}；不知道可以先空着`}
                type={field.kind === 'money' ? 'text' : 'digit'}
                maxLength={20}
                value={typed[name] ?? ''}
                error={problems[name]}
                onChange={(words) => setTyped({ ...typed, [name]: words })}
              />
            ) : null}
          </View>
        )
      })}
      <Button busy={busy} onPress={done}>
        {ticked.length === 0 ? '都没有' : `有这 ${ticked.length} 样`}
      </Button>
    </>
  )
}
