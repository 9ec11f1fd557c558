import type { NoticeView } from '@hutang/shared/contract'
import { download } from '../../api/download'
import { Problem, Row, Section } from '../../components'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'

/** What few readers need: the item, why one was told, the paper, and what should not be there. */
export function More({ notice, office }: { notice: NoticeView; office: boolean }) {
  const { id, region, item } = notice
  const user = useUser()
  return (
    <Section title="还可以">
      <Row
        icon="catalogue"
        title={`以前的${item.level2}`}
        detail={`第 ${item.no} 项的要求和每一次公开`}
        onPress={() => goTo('item', { region: region.code, no: item.no })}
      />
      {notice.ledger ? (
        <Row
          icon="money"
          title={`全年的${notice.ledger.name}`}
          detail={`${notice.ledger.bodyName}的，按月、按类看，和预算比`}
          onPress={() =>
            goTo('ledger', { region: region.code, kind: notice.ledger?.kind, body: notice.ledger?.body })
          }
        />
      ) : null}
      {user ? (
        <Row
          icon="info"
          title="这条怎么告诉我的"
          detail="为什么收到，或者没收到提醒；不想再收到"
          onPress={() => goTo('why', { notice: id, region: region.code, item: item.no })}
        />
      ) : null}
      {office ? <BoardRow notice={notice} /> : null}
      <Row
        icon="alert"
        title="这条里有不该公开的个人信息？"
        detail={`告诉${officeOf(region.level)}，马上有人核对`}
        onPress={() => goTo('leak', { id, level: region.level })}
      />
    </Section>
  )
}

/** 张榜, for those who work for the region: one tap, and the sheet is there to be printed. */
function BoardRow({ notice: { id, title } }: { notice: Pick<NoticeView, 'id' | 'title'> }) {
  const print = useAction(() =>
    download('GET /api/notices/:id/board.pdf', {
      params: { id },
      query: { size: 'A3' },
      name: `${title} A3.pdf`,
      open: true,
    }),
  )
  return (
    <>
      <Row
        icon="document"
        title="打印张榜"
        detail={print.busy ? '正在做，请稍候…' : 'A3 一张，贴在公开栏上'}
        onPress={() => void print.run()}
      />
      <Problem error={print.error} />
    </>
  )
}
