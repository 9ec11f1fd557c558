import { Text } from '@tarojs/components'
import { Button, Card } from '../../components'
import { momentText } from '../../format/date'
import { goBack } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import type { SentReport } from '../../store/leak-reports'
import { Loaded } from '../../widgets'
import './leak.scss'

const nextAt = (office: string) => [
  office === '镇里' ? '镇里管公开的人马上会看到。' : '村里管公开的人、村监会和镇里马上会看到。',
  '情况属实就先遮住，再由另一个人确认撤下。',
  '处理好了，在这里能看到结果。',
]

/** After a report: what happens next, or what became of it. */
export function SentCard({ report, office }: { report: SentReport; office: string }) {
  const screen = useScreen('GET /api/leak-reports/:id', { params: { id: report.id } })
  return (
    <Loaded screen={screen}>
      {({ state, text, at, closedAt }) => (
        <>
          <Card title={state === 'open' ? `已经告诉${office}了` : '已经处理了'} tone="calm">
            <Text className="leak__line">{text}</Text>
            <Text className="leak__note">
              {`${momentText(at)}告诉的${closedAt ? `，${momentText(closedAt)}办结` : ''}`}
            </Text>
          </Card>
          {state === 'open' ? (
            <Card title="接下来">
              {nextAt(office).map((line, at) => (
                <Text className="leak__line" key={line}>
                  {`${at + 1}. ${line}`}
                </Text>
              ))}
            </Card>
          ) : null}
          <Button kind="secondary" onPress={goBack}>
            返回
          </Button>
        </>
      )}
    </Loaded>
  )
}
