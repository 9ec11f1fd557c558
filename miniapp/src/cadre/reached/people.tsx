import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Row } from '../../components'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'

type Missed = Answer<'GET /api/notices/:id/told/people'>
export type MissedPart = Missed['part']

interface PeopleProps {
  notice: string
  part: MissedPart
  announcement: string
}

/** Who may have missed it, by household. No copy of it stays on the phone. */
export function People({ notice, part, announcement }: PeopleProps) {
  const query = { part, ...(announcement ? { announcement } : {}) }
  const screen = useScreen(
    'GET /api/notices/:id/told/people',
    { params: { id: notice }, query },
    { kept: false },
  )
  const read = (cursor: string) =>
    call('GET /api/notices/:id/told/people', { params: { id: notice }, query: { ...query, cursor } })
  return (
    <Page title={screen.data?.name ?? '是哪几户'} wide screen={screen}>
      {(missed) => <Households missed={missed} read={read} />}
    </Page>
  )
}

function Households({ missed, read }: { missed: Missed; read: (cursor: string) => Promise<Missed> }) {
  const first = { items: missed.households, ...(missed.next ? { next: missed.next } : {}) }
  const pages = useMore(first, async (cursor) => {
    const { households, next } = await read(cursor)
    return { items: households, ...(next ? { next } : {}) }
  })
  if (pages.items.length === 0 && missed.elsewhere === 0)
    return <EmptyState icon="check" title="没有漏下的" detail="手机都收到了，或者已经上门告知。" />
  return (
    <>
      <Card flush>
        {pages.items.map(({ id, code, name, group, persons, told }) => (
          <Row
            key={id}
            title={name}
            note={[group, code ? `户号 ${code}` : ''].filter(Boolean).join(' · ')}
            detail={persons.map((one) => `${one.name}：${one.text}`).join('\n')}
            tag={told ? { text: told, tone: 'good' } : undefined}
          />
        ))}
        {missed.elsewhere > 0 ? (
          <Row title={`别的村还有 ${missed.elsewhere} 人`} detail="名字在他们自己村里看。" />
        ) : null}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}
