import { NoticeContent } from '../../components'
import { Banner } from '../../components/banner/banner'
import { Card } from '../../components/card/card'
import { goTo } from '../../hooks/navigation'
import { useUser } from '../../store/session'
import { FollowedRow } from '../../widgets'
import { Access } from './access'
import { Basis } from './basis'
import { Corrected, Older } from './corrected'
import { Editions } from './editions'
import { Gone } from './gone'
import { More } from './more'
import type { NoticeData } from './notice-data'
import { Seal } from './seal'
import { Stop } from './stop'
import { TableFiles } from './table-files'
import { useRows } from './use-rows'

interface NoticePageProps {
  data: NoticeData
  onChange: (update: (data: NoticeData) => NoticeData) => void
  reload: () => Promise<void>
}

export function NoticePage({ data, onChange, reload }: NoticePageProps) {
  const { notice, subscription, editions, canCorrect, endings } = data
  const { region, item, table } = notice
  const rows = useRows(notice, reload)
  const home = useUser()?.residence
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
        group={home?.region.code === region.code ? home.group : undefined}
        laterRows={rows}
        tableFoot={<TableFiles notice={notice} />}
        onVoucher={(row) => goTo('vouchers', { id: notice.id, row })}
      />
      <Access notice={notice} />
      <Basis notice={notice} />
      {editions > 1 ? <Editions id={notice.id} count={editions} /> : null}
      {notice.access === 'title' ? null : <Seal notice={notice} editions={editions} />}
      <FollowedRow
        scope={{ region: region.code, item: item.no }}
        subscription={subscription}
        onChange={(changed) => onChange((old) => ({ ...old, subscription: changed }))}
      />
      <More notice={notice} office={canCorrect || endings.length > 0} />
    </>
  )
}
