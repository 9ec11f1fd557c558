import { Button, Card, Problem, RadioGroup, Switch, Textarea } from '../../components'
import { changeChoices } from '../words'
import type { ChangeDraft } from './use-change'

const longestNote = 200

/** 更正说明: what was wrong, whether anybody is told, and whether the 公示期 starts anew. */
export function ChangeCard({ draft: { change, error, edit, flush } }: { draft: ChangeDraft }) {
  if (!change) return null
  return (
    <Card title="更正说明" tone="info">
      <Textarea
        label="改了什么"
        required
        hint="村民会看到。例：流转费由 1,200.00 元改为 1,257.00 元。不要写姓名和号码。"
        maxLength={longestNote}
        value={change.note}
        onChange={(note) => edit({ note })}
        error={error?.fieldMessage('change.note') ?? error?.fieldMessage('note')}
      />
      <RadioGroup
        label="内容变了吗"
        value={change.size ?? undefined}
        choices={changeChoices}
        onChange={(size) => edit({ size })}
      />
      {change.size === 'major' ? (
        <Switch
          label="公示期重新计算"
          detail="从更正公开那天重新算起；一般都要"
          on={change.displayAnew}
          onChange={(displayAnew) => edit({ displayAnew })}
        />
      ) : null}
      <Problem error={error} />
      {error ? (
        <Button kind="secondary" onPress={() => void flush()}>
          再存一次
        </Button>
      ) : null}
    </Card>
  )
}
