import type { CompetitionReview } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { Card, Input, RadioGroup, Textarea } from '../../components'
import { DayInput } from '../fields/day-input'
import { choicesOf } from '../words'
import type { PartProps } from './part'

const kinds: Record<CompetitionReview['kind'], { label: string; detail: string }> = {
  reviewed: { label: '审查过了', detail: '写明审查机构、日期和结论' },
  forwarded: { label: '转发上级的政策', detail: '写明原文件的文号' },
  notConcerned: { label: '不涉及', detail: '写明理由' },
}

const fresh = (kind: CompetitionReview['kind']): CompetitionReview =>
  kind === 'reviewed'
    ? { kind, body: '', date: '', conclusion: '' }
    : kind === 'forwarded'
      ? { kind, documentNo: '' }
      : { kind, reason: '' }

/** 公平竞争审查 of whoever drafted it, without which an enterprise's policy is not published. */
export function ReviewCard({ content: { competition }, onEdit, wrong }: PartProps) {
  const set = (next: CompetitionReview) => onEdit({ competition: next })
  return (
    <View id="at-competition">
      <Card title="公平竞争审查">
        <RadioGroup
          label="起草单位的审查记录"
          value={competition?.kind}
          choices={choicesOf(kinds)}
          onChange={(kind) => set(fresh(kind))}
        />
        {competition?.kind === 'reviewed' ? (
          <>
            <Input
              label="审查机构"
              required
              maxLength={60}
              error={wrong('competition')}
              value={competition.body}
              onChange={(body) => set({ ...competition, body })}
            />
            <DayInput
              label="审查日期"
              required
              value={competition.date || null}
              onChange={(date) => set({ ...competition, date: date ?? '' })}
            />
            <Textarea
              label="审查结论"
              required
              maxLength={500}
              value={competition.conclusion}
              onChange={(conclusion) => set({ ...competition, conclusion })}
            />
          </>
        ) : null}
        {competition?.kind === 'forwarded' ? (
          <Input
            label="原文件的文号"
            required
            maxLength={60}
            error={wrong('competition')}
            value={competition.documentNo}
            onChange={(documentNo) => set({ ...competition, documentNo })}
          />
        ) : null}
        {competition?.kind === 'notConcerned' ? (
          <Textarea
            label="不涉及的理由"
            required
            maxLength={500}
            error={wrong('competition')}
            value={competition.reason}
            onChange={(reason) => set({ ...competition, reason })}
          />
        ) : null}
      </Card>
    </View>
  )
}
