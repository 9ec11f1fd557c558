import type { Answer } from '../../api/contract'
import { Card, NoticeContent } from '../../components'
import { Banner } from '../../components/banner/banner'
import { Subscribe } from '../../widgets'
import { Access } from './access'
import { Basis } from './basis'
import { BoardDoor } from './board-door'
import { Corrected, Older } from './corrected'
import { Editions } from './editions'
import { Gone } from './gone'
import { ItemDoor } from './item-door'
import { LeakDoor } from './leak-door'
import { QuestionDoor } from './question-door'
import { Seal } from './seal'
import { Stop } from './stop'
import { TableFiles } from './table-files'
import { useRows } from './use-rows'
import { WhyDoor } from './why-door'

export type NoticeData = Answer<'GET /api/screens/notice'>

interface NoticePageProps {
  data: NoticeData
  onChange: (update: (data: NoticeData) => NoticeData) => void
  reload: () => Promise<void>
}

export function NoticePage({ data, onChange, reload }: NoticePageProps) {
  const { notice, subscription, editions, canCorrect, endings } = data
  const { region, item, table } = notice
  const rows = useRows(notice, reload)
  if (notice.gone) return <Gone notice={notice} />
  return (
    <>
      <Stop notice={notice} subscription={subscription} />
      {notice.banners.map((banner) => (
        <Banner key={banner.kind} banner={banner} />
      ))}
      <Older notice={notice} />
      <Corrected notice={notice} />
      {notice.nil ? <Card tone="info" title="本期无">{`${notice.nil}。`}</Card> : null}
      <NoticeContent
        notice={{ ...notice, table: table && { ...table, rows: rows.items } }}
        laterRows={rows}
        tableFoot={<TableFiles notice={notice} />}
      />
      <Access notice={notice} />
      <Basis notice={notice} />
      <ItemDoor notice={notice} />
      <Subscribe
        scope={{ region: region.code, item: item.no }}
        subscription={subscription}
        onChange={(changed) => onChange((old) => ({ ...old, subscription: changed }))}
      />
      <WhyDoor notice={notice} />
      {editions > 1 ? <Editions id={notice.id} count={editions} /> : null}
      {notice.access === 'title' || notice.contentHash === '' ? null : <Seal notice={notice} />}
      <QuestionDoor notice={notice} />
      {canCorrect || endings.length > 0 ? <BoardDoor notice={notice} /> : null}
      <LeakDoor notice={notice} />
    </>
  )
}
