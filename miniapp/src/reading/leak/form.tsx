import { type LeakKind, leakKinds, leakKindsText, leakKindText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Checkbox, Problem, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import { rememberReport } from '../../store/leak-reports'
import { Page } from '../../widgets'
import './leak.scss'

const longest = 200

interface LeakFormProps {
  id: string
  isPolicy: boolean
  office: string
}

/** What kind of personal data it is, and where; nothing else is asked, and nobody has to sign in. */
export function LeakForm({ id, isPolicy, office }: LeakFormProps) {
  const [kinds, setKinds] = useState<LeakKind[]>([])
  const [where, setWhere] = useState('')
  const report = useAction(async () => {
    const words = where.trim()
    const what = [leakKindsText(kinds), words].filter(Boolean).join('：')
    const said = { params: { id }, body: { what } }
    const answer = await (isPolicy
      ? call('POST /api/policies/:id/leak-reports', said)
      : call('POST /api/notices/:id/leak-reports', said))
    rememberReport({ id: answer.id, notice: id })
  })
  const tick = (kind: LeakKind) => (on: boolean) =>
    // In the order of the list, so that the same ticks make the same words.
    setKinds(leakKinds.filter((one) => (one === kind ? on : kinds.includes(one))))
  return (
    <Page
      title={`告诉${office}`}
      foot={
        <>
          <Problem error={report.error} />
          <Button
            busy={report.busy}
            reason={kinds.length > 0 ? undefined : '请先点一点是哪一种'}
            onPress={() => void report.run()}
          >
            {`告诉${office}`}
          </Button>
        </>
      }
    >
      <Text className="leak__lead">{`这条${isPolicy ? '政策' : '公开'}里有不该公开的个人信息？告诉${office}，有人会马上核对。`}</Text>
      <Card title="是哪一种">
        {leakKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={leakKindText[kind]}
            checked={kinds.includes(kind)}
            onChange={tick(kind)}
          />
        ))}
      </Card>
      <Card>
        <Textarea
          label="在哪里（可以不写）"
          hint={`例：${isPolicy ? '附件第 2 页' : '表格第 12 行'}。不用把号码抄下来。`}
          maxLength={longest}
          value={where}
          onChange={setWhere}
          error={report.error?.fieldMessage('what')}
        />
      </Card>
      <Text className="leak__note">不用登录，也不记您是谁。您写的只有核对的人能看到。</Text>
    </Page>
  )
}
