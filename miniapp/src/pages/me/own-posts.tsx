import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { spanText } from '../../format/date'

/** 我的岗位: from when to when, and what becomes of unfinished work when one ends. */
export function OwnPosts({ me }: { me: Answer<'GET /api/screens/me'> }) {
  if (me.posts.length === 0) return null
  return (
    <Card title="我的岗位" flush>
      {me.posts.map(({ id, region, roleText, as, since, until, text }) => (
        <Row
          key={id}
          title={`${region.name} ${roleText}${as === 'deputy' ? '（代理）' : ''}`}
          detail={text}
          note={spanText(since, until)}
        />
      ))}
    </Card>
  )
}
