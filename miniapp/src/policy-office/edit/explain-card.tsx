import type { PolicyChange } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Card, Input, RadioGroup, Textarea } from '../../components'
import { changeChoices } from '../words'
import type { PartProps } from './part'

/** 解读, published together with the document. */
export function ExplainCard({ content, onEdit, wrong }: PartProps) {
  return (
    <Card title="解读">
      <View id="at-interpretation">
        <Textarea
          label="用大白话说"
          required
          hint="谁能拿、拿多少、要注意什么。与原文、材料一起发布（三同步）。"
          maxLength={20_000}
          error={wrong('interpretation')}
          value={content.interpretation}
          onChange={(interpretation) => onEdit({ interpretation })}
        />
      </View>
      <View id="at-sourceUrl">
        <Input
          label="原文网址"
          hint="没有就空着"
          maxLength={500}
          error={wrong('sourceUrl')}
          value={content.sourceUrl ?? ''}
          onChange={(url) => onEdit({ sourceUrl: url.trim() === '' ? null : url.trim() })}
        />
      </View>
    </Card>
  )
}

interface ChangeCardProps {
  change: PolicyChange
  wrong: (field: string) => string | undefined
  onEdit: (part: Partial<PolicyChange>) => void
}

/** 更正说明: what a correction says of itself. */
export function ChangeCard({ change, wrong, onEdit }: ChangeCardProps) {
  return (
    <View id="at-change">
      <Card title="更正说明" tone="info">
        <Textarea
          label="哪里错了，现在是什么"
          required
          maxLength={200}
          error={wrong('change.note')}
          value={change.note}
          onChange={(note) => onEdit({ note })}
        />
        <RadioGroup
          label="改动有多大"
          value={change.size ?? undefined}
          choices={changeChoices}
          onChange={(size) => onEdit({ size })}
        />
      </Card>
    </View>
  )
}
