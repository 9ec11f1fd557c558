import type { Answer } from '../../api/contract'
import { Card, NoticeContent, Row } from '../../components'
import { goTo } from '../../hooks/navigation'
import { Subscribe } from '../../widgets'
import { Access } from './access'
import { Basis } from './basis'
import { Editions } from './editions'
import { Seal } from './seal'
import { useRows } from './use-rows'

export type NoticeData = Answer<'GET /api/screens/notice'>

interface NoticePageProps {
  data: NoticeData
  onChange: (update: (data: NoticeData) => NoticeData) => void
  reload: () => Promise<void>
}

export function NoticePage({ data, onChange, reload }: NoticePageProps) {
  const { notice, subscription, editions } = data
  const { region, item, table } = notice
  const rows = useRows(notice, reload)
  return (
    <>
      {notice.state === 'published' ? null : (
        <Card tone="warning">{endings[notice.state] ?? '这条公开信息已不在公开。'}</Card>
      )}
      {notice.nil ? <Card tone="info" title="本期无">{`${notice.nil}。`}</Card> : null}
      <NoticeContent
        notice={{ ...notice, table: table && { ...table, rows: rows.items } }}
        laterRows={rows}
      />
      <Access notice={notice} />
      <Basis notice={notice} />
      <Card flush>
        <Row
          icon="catalogue"
          title={`第 ${item.no} 项 ${item.level2}`}
          detail="这一项的要求和以前公开的内容"
          onPress={() => goTo('item', { region: region.code, no: item.no })}
        />
      </Card>
      <Subscribe
        scope={{ region: region.code, item: item.no }}
        subscription={subscription}
        onChange={(changed) => onChange((old) => ({ ...old, subscription: changed }))}
      />
      {editions > 1 ? <Editions id={notice.id} count={editions} /> : null}
      {notice.access === 'title' || notice.contentHash === '' ? null : <Seal notice={notice} />}
    </>
  )
}

const endings: Partial<Record<NoticeData['notice']['state'], string>> = {
  withdrawn: '这条公开信息已经撤回，文字仍可查看。',
  takenDown: '这条公开信息因涉及个人信息已经撤下。',
}
