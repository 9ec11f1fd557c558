import type { LeakDesk, LeakReportCard } from '@hutang/shared/contract'
import { useState } from 'react'
import { Card, Row } from '../../components'
import { clock } from '../../format/clock'
import { momentText } from '../../format/date'
import { openLeaked, openTold } from '../open'
import { ReportDialog } from './report-dialog'

interface LeakCardsProps {
  leaks: LeakDesk
  reload: () => Promise<void>
}

/** What cannot wait on a desk: hidden and to be confirmed, reports of leaks, and people to be told at their door. */
export function LeakCards({ leaks: { reports, hidden, takenDown }, reload }: LeakCardsProps) {
  const [report, setReport] = useState<LeakReportCard>()
  return (
    <>
      {hidden.length > 0 ? (
        <Card title={`先遮住了，等人确认 ${hidden.length}`} flush tone="alert">
          {hidden.map(({ notice, about, title, reason, by, until, mine }) => (
            <Row
              key={notice}
              title={title}
              detail={
                mine ? `您遮住的，要由另一个人确认撤下。原因：${reason}` : `${by}遮住的。原因：${reason}`
              }
              tag={{ text: leftText(until, clock.now()), tone: 'soon' }}
              onPress={() => openLeaked({ notice, about })}
            />
          ))}
        </Card>
      ) : null}
      {reports.length > 0 ? (
        <Card title={`有人说泄露了个人信息 ${reports.length}`} flush tone="alert">
          {reports.map((one) => (
            <Row
              key={one.id}
              title={one.what || '（内容已随公开一起撤下）'}
              detail={one.title ?? one.itemName}
              note={`${one.regionName} · ${momentText(one.at)}`}
              onPress={() => setReport(one)}
            />
          ))}
        </Card>
      ) : null}
      {takenDown.length > 0 ? (
        <Card title="撤下以后" flush>
          {takenDown.map(({ notice, about, text, regionName, itemName, households, slipsOpen }) => (
            <Row
              key={notice}
              title={`${regionName} · ${itemName}`}
              detail={text}
              note={`误带 ${households} 户的信息`}
              tag={
                slipsOpen > 0
                  ? { text: `还有 ${slipsOpen} 户要上门告知`, tone: 'missing' }
                  : { text: '都告知了', tone: 'good' }
              }
              onPress={() => openTold({ notice, about })}
            />
          ))}
        </Card>
      ) : null}
      <ReportDialog
        key={report?.id}
        report={report}
        onClose={() => setReport(undefined)}
        onDone={() => {
          setReport(undefined)
          void reload()
        }}
      />
    </>
  )
}

const hourMs = 3_600_000

/** "还有 5 小时", and in the last hour its minutes. */
export function leftText(until: string, now: number): string {
  const left = Date.parse(until) - now
  if (left <= 0) return '时间到了'
  return left >= hourMs ? `还有 ${Math.floor(left / hourMs)} 小时` : `还有 ${Math.ceil(left / 60_000)} 分钟`
}
