import { Card, Input } from '../../components'
import type { Form, Look } from './form'

interface WhoCardProps {
  form: Form
  look: Look | undefined
  onChange: (part: Partial<Form>) => void
}

/** Who begins, and from which day; for a village alone, what it is the pilot of. */
export function WhoCard({ form, look, onChange }: WhoCardProps) {
  const wrong = (field: string) => look?.problems.find((problem) => problem.field === field)?.message
  const named = form.administrator === '' ? look?.administrator : null
  const pilot = look?.kind === 'pilot'
  return (
    <Card title="二、您是谁，从哪天开始">
      <Input
        label="您的姓名"
        hint={named ? `表里的管理员是${named}。就是您的话，不用再填。` : '您是这里的第一个管理员。'}
        error={wrong('administrator')}
        maxLength={30}
        value={form.administrator}
        onChange={(administrator) => onChange({ administrator })}
      />
      <Input
        label="从哪天开始"
        hint="这一天以前该公开的，不算欠；当期的按时公开就行。"
        error={wrong('since')}
        maxLength={10}
        value={form.since}
        onChange={(since) => onChange({ since: since.trim() })}
      />
      {pilot ? (
        <>
          <Input
            label="区县的小程序备案号"
            hint="一个村先试，也用所在区县的备案；表里写了备案号就不用填。"
            required
            error={wrong('filing')}
            maxLength={40}
            value={form.filing}
            onChange={(filing) => onChange({ filing })}
          />
          {look.within !== '' && form.within === '' ? null : (
            <Input
              label="在哪个区县、哪个镇"
              placeholder="例如：金山区漕泾镇"
              required
              error={wrong('within')}
              maxLength={60}
              value={form.within}
              onChange={(within) => onChange({ within })}
            />
          )}
        </>
      ) : null}
    </Card>
  )
}
