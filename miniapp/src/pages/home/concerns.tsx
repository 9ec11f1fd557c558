import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToVerify } from '../../hooks/navigation'
import { figuresHidden } from '../../store/figures-hidden'
import { NoticeRow } from '../../widgets'
import { OwnHero } from './own-hero'

/** 与我家有关; for a person who is not verified, the link to verification. */
export function Concerns({ home }: { home: Answer<'GET /api/screens/home'> }) {
  const { user, household, region } = home
  const hidden = figuresHidden.use()
  const [first, ...others] = household
  if (first) {
    const hero = first.own.some(({ value }) => typeof value === 'number')
    const rows = hero ? others : household
    return (
      <>
        {hero ? <OwnHero notice={first} /> : null}
        {rows.length > 0 ? (
          <Card title="与我家有关" flush>
            {rows.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} withoutMine hidden={hidden} />
            ))}
          </Card>
        ) : null}
      </>
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
