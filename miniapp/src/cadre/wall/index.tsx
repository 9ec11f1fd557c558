import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, Problem, Row, toast } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { ReportDialog } from './report-dialog'
import { ReportRow } from './report-row'

type Wall = Answer<'GET /api/regions/:code/wall'>

/** 组长 and 公开墙: what the 组长 reports every week, and the way to the visit list of the group. */
export default function WallPage() {
  const { region } = useWorkRegion(useRouter().params.region)
  const screen = useScreen(
    'GET /api/regions/:code/wall',
    region === null ? null : { params: { code: region } },
  )
  const [reporting, setReporting] = useState(false)
  if (region === null) return <SignInGate title="公开墙" why={whySignIn} />
  const { data } = screen
  const leads = (data?.groups.length ?? 0) > 0
  return (
    <Page
      title={leads ? '组长' : '公开墙'}
      screen={screen}
      foot={leads ? <Button onPress={() => setReporting(true)}>报一条</Button> : undefined}
    >
      {(wall) => (
        <>
          <Week wall={wall} />
          {leads ? (
            <Card flush>
              <Row
                icon="house"
                title="入户名单"
                detail={`${wall.groups.join('、')}收不到手机消息的，上门说一声`}
                onPress={() => goToCadre('visits', { region: wall.region.code })}
              />
            </Card>
          ) : null}
          <Reports wall={wall} reload={screen.reload} />
          {reporting ? (
            <ReportDialog
              wall={wall}
              onClose={() => setReporting(false)}
              onDone={() => {
                setReporting(false)
                void screen.reload()
              }}
            />
          ) : null}
        </>
      )}
    </Page>
  )
}

function Week({ wall: { week, takes, missing } }: { wall: Wall }) {
  return (
    <Card title={week} tone={missing.length > 0 ? 'warning' : 'info'}>
      <Text>
        {missing.length === 0
          ? takes
            ? '各组都报了。'
            : '这一周报过了。'
          : takes
            ? `还没有报：${missing.join('、')}。`
            : '这一周还没有报。有违建、乱堆放，写清地点、问题和进度；不要写姓名。'}
      </Text>
    </Card>
  )
}

function Reports({ wall, reload }: { wall: Wall; reload: () => Promise<void> }) {
  const take = useAction(async (_key, id: string) => {
    await call('POST /api/wall-reports/:id/taken', { params: { id } })
    toast('放进这一周的草稿了')
    await reload()
  })
  const drop = useAction(async (_key, id: string) => {
    await call('DELETE /api/wall-reports/:id', { params: { id } })
    toast('撤回了')
    await reload()
  })
  if (wall.reports.length === 0) return null
  return (
    <Card title="这两周报的" flush>
      {wall.reports.map((report) => (
        <ReportRow
          key={report.id}
          report={report}
          onTake={wall.takes && report.state === 'open' ? () => void take.run(report.id) : undefined}
          onDrop={report.own && report.state === 'open' ? () => void drop.run(report.id) : undefined}
          onOpen={
            wall.takes && report.notice ? () => goToCadre('edit', { id: report.notice ?? '' }) : undefined
          }
        />
      ))}
      <Problem error={take.error ?? drop.error} />
    </Card>
  )
}
