import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToVerify } from '../../hooks/navigation'
import { NoticeRow } from '../../widgets'

/** 与我家有关; for a person who is not verified, the link to verification. */
export function Concerns({ home }: { home: Answer<'GET /api/screens/home'> }) {
  const { user, household, region } = home
  if (household.length > 0) {
    return (
      <Card title="与我家有关" flush>
        {household.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} withoutMine />
        ))}
      </Card>
    )
  }
  if (user?.verified || region.level !== 'village') return null
  return (
    <Card tone="info" flush>
      <Row
        icon="house"
        title={user ? '认证本村村民' : '我是本村村民'}
        detail={user ? '认证后能看与我家有关的内容' : '登录并认证后，能看与我家有关的内容'}
        onPress={() => goToVerify(user !== null, region.code)}
      />
    </Card>
  )
}
