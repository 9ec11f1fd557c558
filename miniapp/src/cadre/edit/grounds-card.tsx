import type { EditionWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { memo, useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Problem, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { Draft } from '../draft/draft'
import { groundsLine } from '../words'

interface GroundsCardProps {
  work: EditionWork
  draft: Draft
}

/** Asked for where a public table puts names beside illness, disability or relief; the reviewer reads it. */
export const GroundsCard = memo(function GroundsCard({ work, draft }: GroundsCardProps) {
  const { notice: id, grounds } = work
  const [text, setText] = useState(grounds.text)
  const save = useAction((key) =>
    draft.saveThen(() => {
      const body = { revision: draft.revision, content: {}, grounds: text }
      return call('PUT /api/notices/:id', { params: { id }, body, idempotencyKey: keyed(key, body) })
    }),
  )
  if (!grounds.needed && grounds.text === '') return null
  const line = groundsLine(grounds)
  return (
    <Card title="公开的依据" tone={grounds.text === '' ? 'warning' : 'info'}>
      <Text className="edit__note">
        表里的姓名和病情、残疾或救助放在一起，人人看得见。审核的人会看到您写的依据；改用化名或只留汇总，就不用写。
      </Text>
      <Textarea
        label="依据和影响"
        required={grounds.needed}
        hint="例：本人书面同意公开（11月20日）；只写姓名和金额，不写病情；公示七个工作日后收起。"
        maxLength={300}
        value={text}
        onChange={setText}
        error={save.error?.fieldMessage('grounds')}
      />
      {line ? <Text className="edit__note">{line}</Text> : null}
      <Problem error={save.error} />
      <Button
        kind="secondary"
        busy={save.busy}
        reason={text.trim() === grounds.text ? '依据没有改动' : undefined}
        onPress={() => void save.run()}
      >
        确认并保存依据
      </Button>
    </Card>
  )
})
