import { Button, EmptyState, Row, Section } from '../../components'
import { goTo } from '../../hooks/navigation'
import { NoticeRow } from '../../widgets'
import type { HomeData } from './heroes'
import { openGroup } from './open-missing'

/** 最新公开 as plain rows; among them, in red, what was due last and is not there. */
export function Newest({ home: { newest, missing, region } }: { home: HomeData }) {
  const [late] = missing
  const lateRow = late ? (
    <Row
      alert
      title={`${late.sentence}。`}
      note={late.category}
      onPress={() => goTo('item', { region: region.code, no: late.no })}
    />
  ) : null
  if (newest.length === 0)
    return (
      <>
        <EmptyState title="还没有公开内容" detail="一有新内容，就在这里。" />
        {lateRow}
      </>
    )
  return (
    <Section
      title="最新公开"
      aside={
        <Button kind="quiet" inline label="看全部公开" onPress={() => openGroup('')}>
          全部 ›
        </Button>
      }
    >
      {newest.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} />
      ))}
      {lateRow}
    </Section>
  )
}
