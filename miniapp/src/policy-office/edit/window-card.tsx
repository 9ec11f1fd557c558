import type { ApplyWindow } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card, RadioGroup, Textarea } from '../../components'
import { DayInput } from '../fields/day-input'
import { choicesOf } from '../words'
import type { PartProps } from './part'

const kinds: Record<ApplyWindow['kind'], { label: string; detail?: string }> = {
  dates: { label: '有起止日期', detail: '首尾两天都算' },
  always: { label: '常年可以申报' },
  untilSpent: { label: '额满为止' },
  rolling: { label: '从某件事起多久以内', detail: '如 成立满三个月后的十二个月内' },
}

/** 申报期. Both days of a window are handed on together: half of one is none. */
export function WindowCard({ content, onEdit, wrong }: PartProps) {
  const { window } = content
  const [kind, setKind] = useState(window.kind)
  const [from, setFrom] = useState(window.kind === 'dates' ? window.from : null)
  const [to, setTo] = useState(window.kind === 'dates' ? window.to : null)
  const dates = (first: string | null, last: string | null) => {
    setFrom(first)
    setTo(last)
    if (first && last) onEdit({ window: { kind: 'dates', from: first, to: last } })
  }
  const choose = (next: ApplyWindow['kind']) => {
    setKind(next)
    if (next === 'dates') return dates(from, to)
    onEdit({
      window:
        next === 'always'
          ? { kind: next }
          : next === 'untilSpent'
            ? { kind: next, from: null }
            : { kind: next, text: '' },
    })
  }
  return (
    <View id="at-window">
      <Card title="什么时候申报">
        <RadioGroup label="申报期" quietLabel value={kind} choices={choicesOf(kinds)} onChange={choose} />
        {kind === 'dates' ? (
          <>
            <DayInput
              label="开始那天"
              required
              error={wrong('window')}
              value={from}
              onChange={(day) => dates(day, to)}
            />
            <DayInput
              label="截止那天"
              required
              hint={from && to === null ? '两个日期都填了才会保存' : '这一天也能申报'}
              value={to}
              onChange={(day) => dates(from, day)}
            />
          </>
        ) : null}
        {window.kind === 'untilSpent' && kind === 'untilSpent' ? (
          <DayInput
            label="从哪天起"
            hint="已经开始就空着"
            error={wrong('window')}
            value={window.from}
            onChange={(day) => onEdit({ window: { kind: 'untilSpent', from: day } })}
          />
        ) : null}
        {window.kind === 'rolling' && kind === 'rolling' ? (
          <Textarea
            label="从什么时候起，多久以内"
            required
            maxLength={300}
            error={wrong('window')}
            value={window.text}
            onChange={(text) => onEdit({ window: { kind: 'rolling', text } })}
          />
        ) : null}
      </Card>
    </View>
  )
}
